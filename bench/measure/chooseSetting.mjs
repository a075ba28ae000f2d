import { peerCommand } from '../peers/peerTable.mjs';
import { PeerProcess } from './peerProcess.mjs';
import { sameAnswers } from './sameAnswers.mjs';

/** Pictures in a large batch; one picture is the other extreme. */
export const BATCH = 8;
/** A setting this much slower than another with one picture is not tried with a batch. */
const HOPELESS = 3;

/**
 * @typedef {object} Context what all measurements of a run share
 * @property {Map<import('../peers/peerTable.mjs').Peer['runsOn'], import('../setup/interpreters.mjs').Interpreter>} interpreters
 * @property {import('../setup/models.mjs').ModelFiles} models
 * @property {string} input file of the pictures' numbers
 * @property {number} threads
 * @property {string} root
 *
 * @typedef {object} Tried
 * @property {string} setting
 * @property {number} [one] milliseconds
 * @property {number} [batch] milliseconds per picture
 * @property {string} [failed]
 *
 * @typedef {object} Started a peer that is loaded and warm
 * @property {PeerProcess} process
 * @property {Record<string, string>} versions
 */

/**
 * Starts a peer in one of its settings.
 * @param {import('../peers/peerTable.mjs').Peer} peer
 * @param {import('../peers/peerTable.mjs').Setting} setting
 * @param {Context} context
 * @param {Readonly<Record<string, string>>} [env]
 * @returns {Promise<Started>}
 */
export async function startPeer(peer, setting, { interpreters, models, threads, root }, env = {}) {
  const interpreter = interpreters.get(peer.runsOn);
  if (!interpreter || 'missing' in interpreter) throw new Error(interpreter?.missing ?? 'It is not set up.');
  const command = peerCommand(peer, interpreter.program, { XCEPTION_ROOT: root, ...setting.env, ...env });
  const process = new PeerProcess(command);
  try {
    const versions = await process.ask('load', {
      model: models[peer.model],
      setting: setting.options,
      threads,
    });
    return { process, versions };
  } catch (error) {
    await process.end();
    throw error;
  }
}

/**
 * Tries every setting of a peer for a moment, with one picture and with a batch.
 * @param {import('../peers/peerTable.mjs').Peer} peer
 * @param {Context} context
 * @param {readonly (readonly number[])[]} [expected] ours' probabilities for the batch: whoever gives others is not measured
 * @param {{ quick?: boolean, report?: (detail: string) => void }} [options]
 * @returns {Promise<{ tried: Tried[], one: import('../peers/peerTable.mjs').Setting, batch: import('../peers/peerTable.mjs').Setting }>}
 *   the fastest for one picture, and for a batch
 * @throws {Error} where no setting works
 */
export async function chooseSettings(peer, context, expected, { quick = false, report = () => {} } = {}) {
  /** @type {(Tried & { choice: import('../peers/peerTable.mjs').Setting })[]} */
  const tried = [];
  for (const choice of peer.settings) {
    report(`${peer.name}: ${choice.name}`);
    const best = Math.min(...tried.map(({ one }) => one ?? Infinity));
    const result = await trySetting(peer, choice, context, best, quick, expected).catch((error) => {
      if (error instanceof OtherAnswers) throw error;
      return { failed: /** @type {Error} */ (error).message };
    });
    tried.push({ setting: choice.name, choice, ...result });
  }
  const fastest = (/** @type {'one' | 'batch'} */ what) =>
    tried.filter((entry) => entry[what] !== undefined).sort((a, b) => (a[what] ?? 0) - (b[what] ?? 0))[0];
  const [one, batch] = [fastest('one'), fastest('batch')];
  if (!one || !batch) throw new Error(tried.map(({ failed }) => failed ?? '').join('\n'));
  return {
    tried: tried.map(({ choice: _, ...entry }) => entry),
    one: one.choice,
    batch: batch.choice,
  };
}

/** A peer that runs another network than ours: nothing may be compared. */
export class OtherAnswers extends Error {}

/**
 * @param {import('../peers/peerTable.mjs').Peer} peer
 * @param {import('../peers/peerTable.mjs').Setting} setting
 * @param {Context} context
 * @param {number} best of the settings before, with one picture
 * @param {boolean} quick
 * @param {readonly (readonly number[])[]} [expected]
 * @returns {Promise<Pick<Tried, 'one' | 'batch'>>}
 */
async function trySetting(peer, setting, context, best, quick, expected) {
  const { process } = await startPeer(peer, setting, context);
  const { input } = context;
  try {
    await process.ask('run', { input, batch: 1, runs: 1 });
    const { ms: ones } = await process.ask('run', { input, batch: 1, runs: quick ? 2 : 4 });
    const one = Math.min(...ones);
    if (one > HOPELESS * best) return { one };
    const { scores } = await process.ask('run', { input, batch: BATCH, runs: 1, scores: true });
    if (expected) {
      try {
        sameAnswers(scores, expected);
      } catch (error) {
        throw new OtherAnswers(`${peer.name}, ${setting.name}. ${/** @type {Error} */ (error).message}`);
      }
    }
    const { ms: batches } = await process.ask('run', { input, batch: BATCH, runs: quick ? 1 : 2 });
    return { one, batch: Math.min(...batches) / BATCH };
  } finally {
    await process.end();
  }
}
