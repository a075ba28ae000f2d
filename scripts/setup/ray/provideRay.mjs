import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { provideCompleteFolder } from '../completeFolder.mjs';
import { pipError, runPython } from '../python.mjs';
import { SetupError } from '../setupError.mjs';

const PIP_TIMEOUT_MS = 30 * 60_000;

/**
 * A virtual environment with what a job for Ray requires, as a finished folder of the cache.
 * @param {object} request
 * @param {string} request.root
 * @param {string} request.cache
 * @param {import('../python.mjs').Python} request.python
 * @param {import('../progress.mjs').Progress} request.progress
 * @returns {Promise<string>} its Python
 * @throws {SetupError} where Ray has no package for this system, or none can be fetched
 */
export async function provideRay({ root, cache, python, progress }) {
  if (process.platform === 'win32')
    throw new SetupError('Ray is not tried on Windows.', 'Run it on Linux or macOS.');
  const list = path.join(root, 'media', 'ray', 'requirements.txt');
  const key = createHash('sha256').update(readFileSync(list)).digest('hex').slice(0, 12);
  const folder = path.join(cache, 'ray', `${process.platform}-${process.arch}_${python.version}_${key}`);
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which installs Ray …`),
    make: async (staging) => {
      await progress.step('Installing Ray (0.4 GB)', () => install(python, staging, list));
      return { python: python.version };
    },
  });
  return path.join(folder, 'bin', 'python');
}

/**
 * @param {import('../python.mjs').Python} python
 * @param {string} folder
 * @param {string} list
 */
async function install(python, folder, list) {
  const made = await runPython(python, ['-m', 'venv', '--without-pip', folder]);
  if (made.code !== 0) throw pipError('a virtual environment', made);
  const pip = [
    '-m',
    'pip',
    '--disable-pip-version-check',
    '--no-input',
    '--python',
    path.join(folder, 'bin', 'python'),
  ];
  const what = ['install', '--quiet', '--progress-bar', 'off', '--only-binary=:all:', '--requirement', list];
  const result = await runPython(python, [...pip, ...what], {
    env: { ...process.env, PIP_REQUIRE_VIRTUALENV: '0', PIP_USER: '0' },
    timeoutMs: PIP_TIMEOUT_MS,
  });
  if (result.code !== 0) throw pipError('Ray and its packages', result);
}
