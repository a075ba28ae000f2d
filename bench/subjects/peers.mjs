import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { BATCH } from '../measure/chooseSetting.mjs';
import { endAll, startContenders } from '../measure/contenders.mjs';
import { loadAverage, loadWarning, machine } from '../measure/machine.mjs';
import { inTurn, sample } from '../measure/statistics.mjs';
import { OURS, PEERS } from '../peers/peerTable.mjs';
import { provideInterpreters } from '../setup/interpreters.mjs';
import { provideModels } from '../setup/models.mjs';
import { providePhotographs } from '../setup/photographs.mjs';
import { writePictureInput } from '../setup/pictureInput.mjs';
import { classifyCommand, measureCold } from './coldStart.mjs';
import { networkMacs } from './networkMacs.mjs';

/** How often each is measured: one picture (of which each turn has three), batches, parts of the folder, cold starts. */
const ROUNDS = { one: 10, batch: 6, folder: 5, cold: 5 };
const QUICK_ROUNDS = { one: 3, batch: 2, folder: 1, cold: 2 };
const ONES_A_TURN = 3;

/**
 * This engine and its peers in turn, on the same network, numbers and photographs.
 * @param {object} request
 * @param {string} request.root
 * @param {string} request.cache
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 * @param {ReadonlySet<string>} [request.only] ids of peers; ours is always there
 */
export async function comparePeers({ root, cache, progress, quick, only }) {
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  const wanted = PEERS.filter(({ id }) => id === OURS || !only || only.has(id));
  const interpreters = await provideInterpreters(new Set(wanted.map(({ runsOn }) => runsOn)), progress);
  const models = await provideModels({ root, cache, progress });
  const photographs = await providePhotographs({ root, cache, progress });
  const work = await mkdtemp(path.join(os.tmpdir(), 'xception-bench-'));
  /** @type {import('../measure/contenders.mjs').Contender[]} */
  const contenders = [];
  try {
    const input = await writePictureInput(photographs.slice(0, BATCH), work);
    const context = { root, interpreters, models, input, threads: os.cpus().length };
    const loadBefore = loadAverage();
    const warning = loadWarning(loadBefore);
    if (warning) progress.note(warning);
    const started = Date.now();
    const leftOut = await startContenders(wanted, contenders, context, { quick, progress });
    const ones = await progress.step('One picture', () =>
      inTurn(contenders, rounds.one, async ({ one }) => {
        const { ms } = await one.process.ask('run', { input, batch: 1, runs: 1 + ONES_A_TURN });
        // The first run of a turn finds its weights pushed out of the caches by the others.
        return ms.slice(1);
      }),
    );
    const batches = await progress.step('Batches', () =>
      inTurn(contenders, rounds.batch, async ({ batch }) => {
        const { ms } = await batch.process.ask('run', { input, batch: BATCH, runs: 1 });
        return ms.map((/** @type {number} */ time) => time / BATCH);
      }),
    );
    const part = photographs.length / ROUNDS.folder;
    const folders = await progress.step('A folder of photographs', (report) =>
      inTurn(contenders, rounds.folder, async ({ peer, batch, top }, round) => {
        report(`part ${round + 1} of ${rounds.folder}, ${peer.name}`);
        const files = photographs.slice(round * part, (round + 1) * part);
        const answer = await batch.process.ask('folder', { files, batch: BATCH });
        top.push(...answer.top);
        return [answer.ms / files.length];
      }),
    );
    const ours = contenders.find(({ peer }) => peer.id === OURS);
    const { gflops } = await /** @type {import('../measure/contenders.mjs').Contender} */ (
      ours
    ).one.process.ask('peak');
    const memory = new Map();
    for (const contender of contenders) {
      memory.set(contender, (await contender.batch.process.ask('memory')).peakBytes);
    }
    await endAll(contenders);
    const whole = await progress.step('The whole command', () =>
      classifyCommand({ root, model: models.keras, files: photographs.slice(0, part * rounds.folder) }),
    );
    const cold = await measureCold({ root, interpreters, models, wanted, progress, rounds: rounds.cold });
    return {
      kind: /** @type {const} */ ('peers'),
      date: new Date().toISOString(),
      quick,
      machine: machine(),
      load: { before: loadBefore, after: loadAverage() },
      seconds: Math.round((Date.now() - started) / 1000),
      batch: BATCH,
      photographs: part * rounds.folder,
      macs: await networkMacs(root),
      matmulGflops: gflops,
      peers: contenders.map((contender) => ({
        id: contender.peer.id,
        name: contender.peer.name,
        versions: contender.one.versions,
        deviation: contender.deviation,
        settings: contender.settings,
        tried: contender.tried,
        one: sample(ones.get(contender) ?? []),
        batch: sample(batches.get(contender) ?? []),
        folder: sample(folders.get(contender) ?? []),
        sameLabels: contender.top.filter((label, index) => label === ours?.top[index]).length,
        peakBytes: memory.get(contender),
      })),
      wholeCommand: { ms: whole.endMs, pictures: part * rounds.folder },
      cold,
      leftOut,
    };
  } finally {
    await endAll(contenders);
    await rm(work, { recursive: true, force: true });
  }
}
