import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setupError.mjs';

/** What the bundles in dist/ are made from. */
const SOURCES = ['src', 'esbuild.js', 'package.json', 'tsconfig.base.json'];

/**
 * Builds the product where a source is newer than what was built.
 * @param {string} root the repository, with its packages installed
 * @param {import('./progress.mjs').Progress} progress
 */
export async function provideBuild(root, progress) {
  if (buildIsCurrent(root)) return;
  await progress.step('Building', () => build(root, []));
}

/**
 * @param {string} root
 * @param {readonly string[]} flags of esbuild.js: `--tests`
 * @throws {SetupError} with what esbuild said
 */
export async function build(root, flags) {
  const result = await run(process.execPath, ['esbuild.js', ...flags], { cwd: root });
  if (result.code === 0) return;
  throw new SetupError('The build failed.', 'Set right what esbuild names above, and run it again.', {
    output: lastLines(result, 30),
  });
}

/**
 * @param {string} root
 * @returns {boolean} whether every bundle is newer than every source
 */
export function buildIsCurrent(root) {
  const built = changeTimes(path.join(root, 'dist')).filter(({ file }) => /\.(js|css)$/.test(file));
  if (built.length === 0) return false;
  const oldest = Math.min(...built.map(({ time }) => time));
  return SOURCES.flatMap((name) => changeTimes(path.join(root, name))).every(({ time }) => time < oldest);
}

/**
 * @param {string} place a file or folder, or nothing
 * @returns {{ file: string, time: number }[]}
 */
function changeTimes(place) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [{ file: place, time: found.mtimeMs }];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    // TypeScript's record of a check is written beside the sources and changes nothing in the bundles.
    return entry.name.endsWith('.tsbuildinfo') ? [] : changeTimes(path.join(place, entry.name));
  });
}
