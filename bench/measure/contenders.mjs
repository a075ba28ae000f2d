import { OURS } from '../peers/peerTable.mjs';
import { BATCH, chooseSettings, OtherAnswers, startPeer } from './chooseSetting.mjs';
import { sameAnswers } from './sameAnswers.mjs';

/**
 * @typedef {object} Contender a peer at its best settings, loaded: one process for both where one setting wins both
 * @property {import('../peers/peerTable.mjs').Peer} peer
 * @property {import('./chooseSetting.mjs').Started} one
 * @property {import('./chooseSetting.mjs').Started} batch
 * @property {{ one: string, batch: string }} settings
 * @property {import('./chooseSetting.mjs').Tried[]} tried
 * @property {{ absolute: number, relative: number }} deviation from ours, for a batch
 * @property {number[]} top the labels that it gave to the folder's photographs
 */

/**
 * Starts every peer at the fastest of its settings, after it has shown that its answers are ours.
 * @param {readonly import('../peers/peerTable.mjs').Peer[]} peers ours first
 * @param {Contender[]} contenders gets those that are started: whatever comes of it, their processes are to be ended
 * @param {import('./chooseSetting.mjs').Context} context
 * @param {{ quick: boolean, progress: import('../../scripts/setup/progress.mjs').Progress }} options
 * @returns {Promise<{ name: string, reason: string }[]>} peers that cannot run on this machine
 * @throws {Error} where a peer gives other answers than ours
 */
export async function startContenders(peers, contenders, context, { quick, progress }) {
  /** @type {{ name: string, reason: string }[]} */
  const leftOut = [];
  /** @type {number[][] | undefined} */
  let expected;
  await progress.step('Trying settings', async (report) => {
    for (const peer of peers) {
      const interpreter = context.interpreters.get(peer.runsOn);
      if (interpreter && 'missing' in interpreter) {
        leftOut.push({ name: peer.name, reason: interpreter.missing });
        continue;
      }
      const choice = await chooseSettings(peer, context, expected, { quick, report }).catch((error) => {
        if (error instanceof OtherAnswers || peer.id === OURS) throw error;
        // It is installed and does not run: the last line of what it says tells why.
        const reason = /** @type {Error} */ (error).message.trim().split('\n').at(-1) ?? '';
        leftOut.push({ name: peer.name, reason });
      });
      if (!choice) continue;
      const { tried, ...settings } = choice;
      const one = await startPeer(peer, settings.one, context);
      const batch = settings.batch === settings.one ? one : await startPeer(peer, settings.batch, context);
      const scores = await warmUp(one, batch, context.input);
      expected ??= scores;
      contenders.push({
        ...{ peer, tried, one, batch, top: [] },
        settings: { one: settings.one.name, batch: settings.batch.name },
        deviation: sameAnswers(scores, expected),
      });
    }
  });
  return leftOut;
}

/**
 * @param {import('./chooseSetting.mjs').Started} one
 * @param {import('./chooseSetting.mjs').Started} batch
 * @param {string} input
 * @returns {Promise<number[][]>} the probabilities of a batch
 */
async function warmUp(one, batch, input) {
  await one.process.ask('run', { input, batch: 1, runs: 2 });
  const { scores } = await batch.process.ask('run', { input, batch: BATCH, runs: 1, scores: true });
  return scores;
}

/** @param {readonly Contender[]} contenders */
export async function endAll(contenders) {
  const processes = new Set(contenders.flatMap(({ one, batch }) => [one.process, batch.process]));
  await Promise.all([...processes].map((process) => process.end()));
}
