import path from 'node:path';
import { build } from './setup/build.mjs';
import { root } from './setup/entry.mjs';
import { run } from './setup/run.mjs';
import { SetupError } from './setup/setupError.mjs';
import { setUp } from './setup/setUp.mjs';

const IF_POSSIBLE = '--if-possible';

/**
 * What tests beside another program's live process need of this machine; with `--if-possible` they are passed over without.
 * @template T
 * @param {string} otherwise what is said then, before the reason: "Not tried on Ray."
 * @param {() => Promise<T>} provide
 * @returns {Promise<T | undefined>} undefined where they are passed over
 * @throws {SetupError} what is missing, without `--if-possible`
 */
export async function ifPossible(otherwise, provide) {
  try {
    return await provide();
  } catch (error) {
    if (!(error instanceof SetupError) || !process.argv.includes(IF_POSSIBLE)) throw error;
    console.log(`${otherwise} ${error.message}`);
    return undefined;
  }
}

/**
 * Sets up, builds the tests of one folder and runs them with the rest of the command line as Mocha's options.
 * @param {object} request
 * @param {string} request.name of the folder in `test`, and of its `*.NAMEtest.ts`
 * @param {number} request.timeoutMs for one test
 * @param {Readonly<Record<string, string>>} request.env what the tests get besides
 * @param {import('./setup/progress.mjs').Progress} request.progress
 * @returns {Promise<number>} Mocha's exit code
 */
export async function testLive({ name, timeoutMs, env, progress }) {
  const { environment } = await setUp({ root, progress });
  await build(root, ['--tests', path.join('test', name)]);
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const files = `out/test/${name}/**/*.${name}test.js`;
  const options = process.argv.slice(2).filter((arg) => arg !== IF_POSSIBLE);
  const { code } = await run(
    process.execPath,
    [mocha, '--timeout', String(timeoutMs), '--exit', files, ...options],
    { cwd: root, env: { ...environment, ...env }, inherit: true },
  );
  return code;
}
