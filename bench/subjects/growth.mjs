import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadAverage, loadWarning, machine } from '../measure/machine.mjs';
import { inTurn, sample } from '../measure/statistics.mjs';
import { startOurs } from './ourEngine.mjs';

const SIDES = [150, 200, 250, 299, 350, 400, 450, 500, 550, 598];
const BATCHES = [1, 2, 4, 8, 16, 32];
const NETWORKS = ['paper', 'article', 'pytorch'];
const LARGEST = { side: 598, batch: 32 };

/**
 * How the cost of this engine grows: with the input's side, the batch, the threads, and from network to network.
 * @param {object} request
 * @param {string} request.root
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measureGrowth({ root, progress, quick }) {
  const rounds = quick ? 2 : 7;
  const work = await mkdtemp(path.join(os.tmpdir(), 'xception-bench-'));
  try {
    const input = path.join(work, 'input.f32');
    await writeFile(input, numbers(Math.max(LARGEST.side ** 2 * 3, LARGEST.batch * 299 ** 2 * 3)));
    const loadBefore = loadAverage();
    const warning = loadWarning(loadBefore);
    if (warning) progress.note(warning);
    const context = { root, input, rounds };
    return {
      kind: /** @type {const} */ ('growth'),
      date: new Date().toISOString(),
      quick,
      machine: machine(),
      sides: await progress.step('Input sizes', () => bySide(context)),
      batches: await progress.step('Batches', () => byBatch(context)),
      threads: await progress.step('Threads', () => byThreads(context)),
      networks: await progress.step('Networks', () => byNetwork(context)),
      load: { before: loadBefore, after: loadAverage() },
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @typedef {{ root: string, input: string, rounds: number }} Context */

/** @param {Context} context */
async function bySide({ root, input, rounds }) {
  const results = [];
  for (const side of SIDES) {
    const setting = { network: 'paper', input: { height: side, width: side } };
    const process = await startOurs({ root, setting });
    await process.ask('run', { input, batch: 1, runs: 2 });
    const { ms } = await process.ask('run', { input, batch: 1, runs: rounds });
    const { peakBytes } = await process.ask('memory');
    await process.end();
    results.push({ side, peakBytes, ...sample(ms) });
  }
  return results;
}

/** @param {Context} context */
async function byBatch({ root, input, rounds }) {
  const process = await startOurs({ root, setting: { network: 'paper' } });
  const results = [];
  for (const batch of BATCHES) {
    await process.ask('run', { input, batch, runs: 1 });
    const runs = Math.max(2, Math.ceil(rounds / batch ** 0.5));
    const { ms } = await process.ask('run', { input, batch, runs });
    // Batches grow, so the peak so far is this batch's.
    const { peakBytes } = await process.ask('memory');
    results.push({ batch, peakBytes, ...sample(ms.map((/** @type {number} */ time) => time / batch)) });
  }
  await process.end();
  return results;
}

/** @param {Context} context */
async function byThreads({ root, input, rounds }) {
  const counts = [1, 2, 4, 8].filter((count) => count <= os.cpus().length);
  const runners = await Promise.all(
    counts.map(async (threads) => ({
      threads,
      process: await startOurs({ root, setting: { network: 'paper' }, threads }),
    })),
  );
  const results = [];
  for (const batch of [1, 8]) {
    for (const { process } of runners) await process.ask('run', { input, batch, runs: 1 });
    const times = await inTurn(runners, batch === 1 ? rounds : 2, async ({ process }) => {
      const { ms } = await process.ask('run', { input, batch, runs: 1 });
      return ms.map((/** @type {number} */ time) => time / batch);
    });
    for (const [{ threads }, own] of times) results.push({ threads, batch, ...sample(own) });
  }
  for (const { process } of runners) await process.end();
  return results;
}

/** @param {Context} context */
async function byNetwork({ root, input, rounds }) {
  const runners = [];
  for (const network of NETWORKS) {
    runners.push({ network, process: await startOurs({ root, setting: { network } }) });
  }
  for (const { process } of runners) await process.ask('run', { input, batch: 1, runs: 2 });
  const times = await inTurn(runners, rounds, async ({ process }) => {
    const { ms } = await process.ask('run', { input, batch: 1, runs: 2 });
    return ms.slice(1);
  });
  for (const { process } of runners) await process.end();
  return [...times].map(([{ network }, own]) => ({ network, ...sample(own) }));
}

/** @param {number} count @returns {Float32Array} in -1..1, neither constant nor random: kernels take the same time */
function numbers(count) {
  return Float32Array.from({ length: count }, (_, index) => Math.sin(index));
}
