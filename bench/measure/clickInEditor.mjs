import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../scripts/setup/run.mjs';
import { loadAverage, machine } from './machine.mjs';

/**
 * Runs one specification of `bench/editor` in the real editor.
 * @param {object} request
 * @param {string} request.root
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {string} request.spec its name, without extension
 * @param {string} request.notes what it writes, in `out/bench`
 */
export async function clickInEditor({ root, progress, spec, notes }) {
  const before = loadAverage();
  await progress.step('Clicking in the editor', async () => {
    const args = [path.join(root, 'scripts', 'test.mjs'), '--fast', `out/bench/${spec}.test.js`];
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root });
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  });
  return {
    /** @type {unknown} */
    noted: JSON.parse(await readFile(path.join(root, 'out', 'bench', notes), 'utf8')),
    date: new Date().toISOString(),
    machine: machine(),
    load: { before, after: loadAverage() },
  };
}
