import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../scripts/setup/run.mjs';
import { loadAverage, machine } from '../measure/machine.mjs';
import { sample } from '../measure/statistics.mjs';

/**
 * How long a click takes in the real editor, beyond the engine: `bench/editor/latency.ts` clicks and notes.
 * @param {object} request
 * @param {string} request.root
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measureEditor({ root, progress, quick }) {
  const loadBefore = loadAverage();
  await progress.step('Clicking in the editor', async () => {
    const args = [path.join(root, 'scripts', 'test.mjs'), '--fast', 'out/bench/latency.test.js'];
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root });
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  });
  /** @type {{ total: number, engine: number }[]} */
  const clicks = JSON.parse(await readFile(path.join(root, 'out', 'bench', 'clicks.json'), 'utf8'));
  return {
    kind: /** @type {const} */ ('editor'),
    date: new Date().toISOString(),
    quick,
    machine: machine(),
    load: { before: loadBefore, after: loadAverage() },
    total: sample(clicks.map(({ total }) => total)),
    engine: sample(clicks.map(({ engine }) => engine)),
    beyond: sample(clicks.map(({ total, engine }) => total - engine)),
  };
}
