import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readCompleteFolder } from './completeFolder.mjs';
import { pipError, runPython } from './python.mjs';
import { run } from './run.mjs';

const PIP_TIMEOUT_MS = 30 * 60_000;

/**
 * Removes a finished environment of the cache whose Python, to which it only points, was taken off the machine.
 * @param {string} folder
 * @returns {Promise<string>} the environment's Python, whether it is there yet or not
 */
export async function removeWithoutPython(folder) {
  const own = path.join(folder, 'bin', 'python');
  if (readCompleteFolder(folder) && (await run(own, ['--version'])).code !== 0) {
    await rm(folder, { recursive: true });
  }
  return own;
}

/**
 * Makes a virtual environment and installs into it.
 * @param {object} request
 * @param {import('./python.mjs').Python} request.python with venv and pip; some systems' Python has venv without the pip
 *   that would go into it, so this one's serves both
 * @param {string} request.folder an empty one
 * @param {string} request.what is installed, for people
 * @param {readonly string[]} request.options of `pip install`
 * @throws {import('./setupError.mjs').SetupError}
 */
export async function makeVirtualEnvironment({ python, folder, what, options }) {
  const made = await runPython(python, ['-m', 'venv', '--without-pip', folder]);
  if (made.code !== 0) throw pipError('a virtual environment', made);
  const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input'];
  const into = ['--python', path.join(folder, 'bin', 'python')];
  const install = ['install', '--quiet', '--progress-bar', 'off', '--only-binary=:all:', ...options];
  const result = await runPython(python, [...pip, ...into, ...install], {
    env: { ...process.env, PIP_REQUIRE_VIRTUALENV: '0', PIP_USER: '0' },
    timeoutMs: PIP_TIMEOUT_MS,
  });
  if (result.code !== 0) throw pipError(what, result);
}
