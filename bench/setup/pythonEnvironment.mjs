import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { provideCompleteFolder } from '../../scripts/setup/completeFolder.mjs';
import { makeVirtualEnvironment, removeWithoutPython } from '../../scripts/setup/virtualEnvironment.mjs';

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
  const own = await removeWithoutPython(folder);
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which installs the same packages …`),
    make: (staging) =>
      progress.step(`Installing ${name}`, async () => {
        await makeVirtualEnvironment({
          ...{ python, folder: staging, what: `the packages of ${path.basename(requirements)}` },
          options: ['--no-deps', '--require-hashes', '--requirement', requirements],
        });
        return { requirements: key, python: python.version };
      }),
  });
  return own;
}
