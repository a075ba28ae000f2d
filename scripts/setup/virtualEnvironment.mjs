import path from 'node:path';
import { pipError, runPython } from './python.mjs';

const PIP_TIMEOUT_MS = 30 * 60_000;

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
