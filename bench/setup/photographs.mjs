import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { provideCompleteFolder } from '../../scripts/setup/completeFolder.mjs';
import { sampleModelFolder } from '../../scripts/setup/sampleModel.mjs';

const COUNT = 200;

/**
 * A folder of 200 distinct JPEG files as cameras write them, made of real photographs: the samples of this repository and
 * those that come with the sample network, each cut, turned over and compressed in other ways.
 * @param {object} request
 * @param {string} request.root the repository
 * @param {string} request.cache with the sample network in it
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @returns {Promise<readonly string[]>} their paths, sorted
 */
export async function providePhotographs({ root, cache, progress }) {
  const folder = path.join(cache, 'bench', `photographs-${COUNT}`);
  await provideCompleteFolder({
    folder,
    make: (staging) =>
      progress.step(`Making ${COUNT} photographs`, async (report) => {
        const originals = [
          ...(await jpegs(path.join(root, 'media', 'samples'))),
          ...(await jpegs(path.join(sampleModelFolder(cache), 'photographs'))),
        ];
        await mkdir(path.join(staging, 'photographs'));
        for (let index = 0; index < COUNT; index++) {
          const original = await readFile(originals[index % originals.length] ?? '');
          const name = `photograph-${String(index + 1).padStart(3, '0')}.jpg`;
          const turn = Math.floor(index / originals.length);
          await writeFile(path.join(staging, 'photographs', name), await variant(original, turn));
          report(`${index + 1} of ${COUNT}`);
        }
        return { originals: String(originals.length) };
      }),
  });
  return jpegs(path.join(folder, 'photographs'));
}

/**
 * @param {Buffer} original
 * @param {number} turn the first is whole, each further one cut a little more and compressed a little harder
 */
async function variant(original, turn) {
  const upright = await sharp(original).autoOrient().toBuffer();
  const { width, height } = await sharp(upright).metadata();
  const cut = turn * 0.015;
  const image = sharp(upright).extract({
    left: Math.floor(width * cut),
    top: Math.floor(height * cut),
    width: Math.floor(width * (1 - 2 * cut)),
    height: Math.floor(height * (1 - 2 * cut)),
  });
  return (turn % 2 === 1 ? image.flop() : image).jpeg({ quality: 92 - turn }).toBuffer();
}

/** @param {string} folder */
async function jpegs(folder) {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.jpg'))
    .sort()
    .map((name) => path.join(folder, name));
}
