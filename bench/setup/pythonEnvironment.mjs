import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { provideCompleteFolder, readCompleteFolder } from '../../scripts/setup/completeFolder.mjs';
import { pipError, runPython } from '../../scripts/setup/python.mjs';
import { run } from '../../scripts/setup/run.mjs';

const PIP_TIMEOUT_MS = 30 * 60_000;

/**
 * A virtual environment with exactly the packages of a list, each fixed to the byte, as a finished folder of the cache.
 * @param {object} request
 * @param {string} request.cache
 * @param {string} request.name of the folder, and of what is installed: "peers"
 * @param {string} request.requirements the list's file
 * @param {import('../../scripts/setup/python.mjs').Python} request.python
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @returns {Promise<string>} its Python
 * @throws {import('../../scripts/setup/setupError.mjs').SetupError} network, disk, a package that is not what was pinned
 */
export async function providePythonEnvironment({ cache, name, requirements, python, progress }) {
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = path.join(cache, 'bench', `${name}_${process.platform}-${process.arch}_${key}`);
  const own = path.join(folder, 'bin', 'python');
  if (readCompleteFolder(folder) && (await run(own, ['--version'])).code !== 0) {
    // The Python that the environment points to was taken off the machine.
    await rm(folder, { recursive: true });
  }
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which installs the same packages …`),
    make: (staging) =>
      progress.step(`Installing ${name}`, async () => {
        await install(python, staging, requirements);
        return { requirements: key, python: python.version };
      }),
  });
  return own;
}

/**
 * @param {import('../../scripts/setup/python.mjs').Python} python
 * @param {string} folder
 * @param {string} requirements
 */
async function install(python, folder, requirements) {
  const made = await runPython(python, ['-m', 'venv', '--without-pip', folder]);
  if (made.code !== 0) throw pipError('a virtual environment', made);
  const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input'];
  const result = await runPython(
    python,
    [
      ...pip,
      ...['--python', path.join(folder, 'bin', 'python'), 'install', '--quiet', '--progress-bar', 'off'],
      ...['--no-deps', '--require-hashes', '--only-binary=:all:', '--requirement', requirements],
    ],
    { env: { ...process.env, PIP_REQUIRE_VIRTUALENV: '0', PIP_USER: '0' }, timeoutMs: PIP_TIMEOUT_MS },
  );
  if (result.code !== 0) throw pipError(`the packages of ${path.basename(requirements)}`, result);
}
