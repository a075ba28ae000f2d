import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { provideCompleteFolder } from '../completeFolder.mjs';
import { SetupError } from '../setupError.mjs';
import { makeVirtualEnvironment, removeWithoutPython } from '../virtualEnvironment.mjs';

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
  const own = await removeWithoutPython(folder);
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which installs Ray …`),
    make: async (staging) => {
      const options = ['--requirement', list];
      await progress.step('Installing Ray (0.4 GB)', () =>
        makeVirtualEnvironment({ python, folder: staging, what: 'Ray and its packages', options }),
      );
      return { python: python.version };
    },
  });
  return own;
}
