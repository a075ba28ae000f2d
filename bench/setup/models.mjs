import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { provideCompleteFolder } from '../../scripts/setup/completeFolder.mjs';
import { lastLines, run } from '../../scripts/setup/run.mjs';
import { SetupError } from '../../scripts/setup/setupError.mjs';

/** What the peers read. Ours reads the same file as Keras. */
const FORMATS = /** @type {const} */ (['keras', 'onnx', 'safetensors']);

/** @typedef {Record<(typeof FORMATS)[number], string>} ModelFiles */

/**
 * One model for all: the paper's network at 299 × 299 with weights by formula, written by this product's own export into
 * the cache, anew with every build of it.
 * @param {object} request
 * @param {string} request.root the repository
 * @param {string} request.cache
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @returns {Promise<ModelFiles>}
 * @throws {SetupError} with what the command line said
 */
export async function provideModels({ root, cache, progress }) {
  const cli = path.join(root, 'dist', 'cli.js');
  const key = createHash('sha256').update(readFileSync(cli)).digest('hex').slice(0, 12);
  const folder = path.join(cache, 'bench', `models_${key}`);
  await provideCompleteFolder({
    folder,
    make: (staging) =>
      progress.step('Exporting the network for its peers', async () => {
        for (const format of FORMATS) {
          const out = path.join(staging, `paper.${format}`);
          const args = [cli, 'export', 'untrained:paper', '--format', format, '--out', out];
          const result = await run(process.execPath, args, { cwd: root });
          if (result.code !== 0) {
            throw new SetupError(`The network could not be exported as ${format}.`, 'See what it says.', {
              output: lastLines(result),
            });
          }
        }
        await removeOthers(folder);
        return { network: 'paper', weights: 'untrained', cli: key };
      }),
  });
  const file = (/** @type {string} */ format) => path.join(folder, `paper.${format}`);
  return { keras: file('keras'), onnx: file('onnx'), safetensors: file('safetensors') };
}

/**
 * Earlier builds' exports: no run asks for them again, and each takes as much as three models.
 * @param {string} folder
 */
async function removeOthers(folder) {
  const parent = path.dirname(folder);
  for (const name of await readdir(parent)) {
    if (name.startsWith('models_') && name !== path.basename(folder)) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
}
