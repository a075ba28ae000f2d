import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../scripts/setup/run.mjs';
import { loadAverage, machine } from '../measure/machine.mjs';
import { sample } from '../measure/statistics.mjs';
import { providePhotographs } from '../setup/photographs.mjs';

const COUNTS = [1000, 10_000, 100_000];
const QUICK_COUNTS = [1000];

/**
 * How long it takes to find the ten pictures most like another among many, and how many of the ten a comparison with all finds.
 * Features of real photographs, and mixtures of them up to the count, in a store as the product keeps it.
 * @param {object} request
 * @param {string} request.root
 * @param {string} request.cache
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measureFind({ root, cache, progress, quick }) {
  const [photograph = ''] = await providePhotographs({ root, cache, progress });
  const folder = await mkdtemp(path.join(cache, 'bench', 'find-'));
  const load = { before: loadAverage() };
  try {
    const matrix = path.join(folder, 'features.npy');
    const store = path.join(folder, 'features.sqlite');
    await progress.step('Features of real photographs', () =>
      node([
        path.join(root, 'dist', 'cli.js'),
        ...['features', path.dirname(photograph), '--out', matrix, '--store', store],
      ]),
    );
    const counts = quick ? QUICK_COUNTS : COUNTS;
    const peer = path.join(root, 'out', 'bench', 'find.js');
    const printed = await progress.step(`Searching ${counts.join(', ')} pictures`, () =>
      node([peer, matrix, folder, counts.join(','), quick ? '5' : '40']),
    );
    /** @type {{ real: number, rows: { pictures: number, first: number, times: number[], processor: number[], recall: number }[] }} */
    const { real, rows } = JSON.parse(printed);
    return {
      kind: /** @type {const} */ ('find'),
      date: new Date().toISOString(),
      quick,
      machine: machine(),
      load: { ...load, after: loadAverage() },
      real,
      searches: rows.map(({ times, processor, ...row }) => ({
        ...row,
        ...sample(times),
        processor: sample(processor),
      })),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} args @returns {Promise<string>} what it printed */
async function node(args) {
  const { code, stdout, stderr } = await run(process.execPath, args);
  if (code !== 0) throw new Error(`${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}
