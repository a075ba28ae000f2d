import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { provideCompleteFolder } from '../completeFolder.mjs';
import { provideKeptWheel } from '../keptWheel.mjs';
import { choosePlatform } from '../native/platforms.mjs';
import { SetupError } from '../setupError.mjs';
import { makeVirtualEnvironment, removeWithoutPython } from '../virtualEnvironment.mjs';
import { findPython311 } from './python311.mjs';

const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const TENSORFLOW = '2.21.0';

/**
 * What live Keras needs of this machine: TensorFlow's wheel for it, and a Python that the wheel is built for.
 * @typedef {{ python: import('../python.mjs').Python, wheel: import('../wheel.mjs').Wheel }} KerasNeeds
 * @returns {Promise<KerasNeeds>}
 * @throws {SetupError} where one of both is missing; nothing was fetched yet
 */
export async function findKerasNeeds() {
  const { platform, ...choice } = choosePlatform();
  if (platform?.tensorflow !== TENSORFLOW) {
    throw new SetupError(
      platform
        ? `Keras is compared on TensorFlow ${TENSORFLOW}, of which there is no wheel for ${process.platform}-${process.arch}.`
        : `There is no TensorFlow wheel to run Keras with. ${'why' in choice ? choice.why : ''}`,
      'Run it on Linux, or on a Mac with an Apple processor.',
    );
  }
  return { python: await findPython311(), wheel: platform.wheel };
}

/**
 * A virtual environment with Keras, on the very TensorFlow that the native library comes from, as a finished folder of
 * the cache. Every package is fixed to the byte (requirements.txt).
 * @param {KerasNeeds & { cache: string, progress: import('../progress.mjs').Progress }} request
 * @returns {Promise<string>} its Python
 * @throws {SetupError} network, disk, checksum
 */
export async function provideKeras({ cache, progress, python, wheel }) {
  const requirements = readFileSync(REQUIREMENTS, 'utf8');
  const key = createHash('sha256').update(`${requirements}${wheel.sha256}`).digest('hex').slice(0, 12);
  const folder = path.join(
    cache,
    'keras',
    `tensorflow-${TENSORFLOW}_${process.platform}-${process.arch}_${key}`,
  );
  const own = await removeWithoutPython(folder);
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which installs Keras …`),
    make: async (staging) => {
      const file = await provideKeptWheel({ cache, wheel, python, progress });
      await progress.step('Installing Keras', () => install(python, staging, requirements, wheel, file));
      return { tensorflow: wheel.requirement, wheelSha256: wheel.sha256, python: python.version };
    },
  });
  return own;
}

/**
 * @param {import('../python.mjs').Python} python
 * @param {string} folder
 * @param {string} requirements
 * @param {import('../wheel.mjs').Wheel} wheel
 * @param {string} file where the wheel lies
 * @throws {SetupError}
 */
async function install(python, folder, requirements, wheel, file) {
  const list = path.join(folder, 'requirements.txt');
  const [name] = wheel.requirement.split('==');
  await mkdir(folder, { recursive: true });
  await writeFile(
    list,
    `${requirements}${name} @ ${pathToFileURL(file).href} --hash=sha256:${wheel.sha256}\n`,
  );
  const options = ['--no-cache-dir', '--no-deps', '--require-hashes', '--requirement', list];
  await makeVirtualEnvironment({ python, folder, what: 'Keras and its packages', options });
}
