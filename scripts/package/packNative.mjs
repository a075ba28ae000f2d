import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress } from 'node:zlib';
import { provideCompleteFolder } from '../setup/completeFolder.mjs';

/** Raised where the same libraries are packed in another way. */
const RECIPE = 1;

/**
 * Brotli at quality 9 with a window of 64 MB: of TensorFlow 2.21 for Linux it leaves a fifth, where a zip's deflate leaves
 * a quarter. Quality 11 would save some more percent and take an hour.
 */
const BROTLI = {
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_GENERIC,
  [constants.BROTLI_PARAM_QUALITY]: 9,
  [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
  [constants.BROTLI_PARAM_LGWIN]: 26,
};

/**
 * The binding and the libraries that lie with it, compressed, as a finished folder of the cache: one `NAME.br` each, and
 * `packed.json` in the form that `src/model/download/unpackNative.ts` reads.
 * @param {object} request
 * @param {string} request.cache
 * @param {import('../setup/native/tfjsNode.mjs').TfjsNode} request.tfjs
 * @param {string} request.tensorflow version
 * @param {import('../setup/progress.mjs').Progress} request.progress
 * @returns {Promise<string>} the folder
 */
export async function packNative({ cache, tfjs, tensorflow, progress }) {
  const names = (await readdir(tfjs.target)).filter((name) => !name.startsWith('.')).sort();
  const system = `${process.platform}-${process.arch}`;
  const name = `tensorflow-${tensorflow}_tfjs-node-${tfjs.version()}_${system}_packed-${RECIPE}`;
  const identity = createHash('sha256');
  for (const file of names) {
    const { size, mtimeMs } = await stat(path.join(tfjs.target, file));
    identity.update(`${file} ${size} ${mtimeMs}\n`);
  }
  const folder = path.join(cache, 'package', `${name}_${identity.digest('hex').slice(0, 12)}`);
  await provideCompleteFolder({
    folder,
    make: (staging) =>
      progress.step('Compressing TensorFlow (minutes, once)', async (report) => {
        /** @type {Record<string, { bytes: number, sha256: string }>} */
        const files = {};
        for (const file of names) {
          report(file);
          files[file] = await compress(path.join(tfjs.target, file), path.join(staging, `${file}.br`));
        }
        await writeFile(
          path.join(staging, 'packed.json'),
          `${JSON.stringify({ name, files }, undefined, 2)}\n`,
        );
        return { tensorflow, tfjsNode: tfjs.version() };
      }),
  });
  return folder;
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {Promise<{ bytes: number, sha256: string }>} of what was compressed
 */
async function compress(from, to) {
  const hash = createHash('sha256');
  let bytes = 0;
  const seen = new Transform({
    transform(/** @type {Buffer} */ chunk, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(
      createReadStream(from, { highWaterMark: 1 << 20 }),
      seen,
      createBrotliCompress({ params: BROTLI }),
      createWriteStream(to),
    );
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
