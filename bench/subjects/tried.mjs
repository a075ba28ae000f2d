import path from 'node:path';
import { BATCH } from '../measure/chooseSetting.mjs';
import { loadAverage, machine } from '../measure/machine.mjs';
import { PeerProcess } from '../measure/peerProcess.mjs';
import { inTurn, sample } from '../measure/statistics.mjs';
import { CHOSEN, VARIANT_ROWS } from '../tried/variantTable.mjs';

/** Scores of two ways that differ by more do not come from the same network. */
const TOLERANCE = 1e-3;

/**
 * The ways to write and run the fast path that were tried, in turn.
 * @param {object} request
 * @param {string} request.root
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measureTried({ root, progress, quick }) {
  const loadBefore = loadAverage();
  const entry = path.join(root, 'out', 'bench', 'tried.js');
  /** @type {{ row: import('../tried/variantTable.mjs').VariantRow, process: PeerProcess, loadMs: number, firstMs: number, peakBytes: number, scores: number[] }[]} */
  const started = [];
  try {
    await progress.step('Starting what was tried', async (report) => {
      for (const row of VARIANT_ROWS) {
        report(row.title);
        const child = new PeerProcess({ command: process.execPath, args: [entry], env: row.env ?? {} });
        const start = performance.now();
        await child.ask('load', { variant: row.id });
        const loadMs = performance.now() - start;
        const { ms, scores } = await child.ask('run', { batch: 1, runs: 1 });
        const { peakBytes } = await child.ask('memory');
        started.push({ row, process: child, loadMs, firstMs: ms[0], peakBytes, scores });
      }
    });
    const reference = started.find(({ row }) => row.id === CHOSEN)?.scores ?? [];
    for (const { row, scores } of started) {
      const off = Math.max(...scores.map((score, index) => Math.abs(score - (reference[index] ?? NaN))));
      if (!(off < TOLERANCE)) throw new Error(`${row.title}: its scores differ by ${off}.`);
    }
    const measure = (/** @type {number} */ batch, /** @type {number} */ rounds) =>
      progress.step(`Running what was tried, batches of ${batch}`, async () => {
        for (const { process: child } of started) await child.ask('run', { batch, runs: 1 });
        return inTurn(started, rounds, async ({ process: child }) => {
          const { ms } = await child.ask('run', { batch, runs: 1 });
          return ms.map((/** @type {number} */ time) => time / batch);
        });
      });
    const one = await measure(1, quick ? 3 : 20);
    const batches = await measure(BATCH, quick ? 1 : 5);
    return {
      kind: /** @type {const} */ ('tried'),
      date: new Date().toISOString(),
      quick,
      machine: machine(),
      load: { before: loadBefore, after: loadAverage() },
      batch: BATCH,
      ways: started.map((entry) => ({
        id: entry.row.id,
        title: entry.row.title,
        loadMs: entry.loadMs,
        firstMs: entry.firstMs,
        peakBytes: entry.peakBytes,
        one: sample(one.get(entry) ?? []),
        batches: sample(batches.get(entry) ?? []),
      })),
    };
  } finally {
    await Promise.all(started.map(({ process: child }) => child.end()));
  }
}
