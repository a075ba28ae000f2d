import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { provideCompleteFolder } from '../completeFolder.mjs';
import { keptWheel } from '../keptWheel.mjs';
import { findPython } from '../python.mjs';
import { diskFullRemedy, SetupError } from '../setupError.mjs';
import { downloadWheel, megabytes, unpackWheel } from '../wheel.mjs';
import { compileBinding, findCompiler, stripLibraries } from './compile.mjs';
import { unpackRules } from './platforms.mjs';
import { BINDING } from './tfjsNode.mjs';

/** Raised where what is made from the same wheel changes, so that older folders in the cache are not taken for it. */
const RECIPE = 1;

/**
 * The folder of the cache that holds binding and libraries for this platform.
 * @param {string} cache
 * @param {import('./tfjsNode.mjs').TfjsNode} tfjs
 * @param {import('./platforms.mjs').Platform} platform
 */
export function nativeFolder(cache, tfjs, platform) {
  const system = `${process.platform}-${process.arch}`;
  const name = `tensorflow-${platform.tensorflow}_tfjs-node-${tfjs.version()}_${system}_${RECIPE}`;
  return path.join(cache, 'native', name);
}

/**
 * Libraries from TensorFlow's wheel and tfjs-node's binding compiled against them, as a finished folder of the cache.
 * @param {object} request
 * @param {string} request.cache
 * @param {import('./tfjsNode.mjs').TfjsNode} request.tfjs
 * @param {import('./platforms.mjs').Platform} request.platform
 * @param {import('../progress.mjs').Progress} request.progress
 * @returns {Promise<string>} the folder
 * @throws {SetupError} no Python, pip or compiler; network; disk; checksum
 */
export async function provideNativeFolder({ cache, tfjs, platform, progress }) {
  const folder = nativeFolder(cache, tfjs, platform);
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which prepares native TensorFlow …`),
    make: async (staging) => {
      // What is missing is better said before 270 MB are fetched than after.
      const python = await findPython();
      const compiler = existsSync(tfjs.prebuilt) ? undefined : await findCompiler();
      await requireSpace(staging, platform.diskBytes);
      const download = path.join(staging, 'download');
      await mkdir(download);
      const wheel =
        keptWheel(cache, platform.wheel) ??
        (await progress.step(`Fetching TensorFlow ${platform.tensorflow}`, (report) =>
          downloadWheel(python, platform.wheel, download, report),
        ));
      const stripped = await progress.step('Unpacking TensorFlow', async (report) => {
        await unpackWheel(python, wheel, staging, unpackRules(platform));
        await rm(download, { recursive: true });
        report('stripping symbol tables');
        return stripLibraries(platform, staging);
      });
      if (compiler) {
        await progress.step("Compiling tfjs-node's binding", () =>
          compileBinding({ compiler: compiler.command, tfjs, platform, folder: staging }),
        );
      } else await copyFile(tfjs.prebuilt, path.join(staging, BINDING));
      await rm(path.join(staging, 'include'), { recursive: true });
      return {
        tensorflow: platform.tensorflow,
        wheel: platform.wheel.requirement,
        wheelSha256: platform.wheel.sha256,
        tfjsNode: tfjs.version(),
        compiler: compiler?.version ?? 'none: the binding came with the extension',
        stripped: String(stripped),
      };
    },
  });
  return folder;
}

/**
 * @param {string} folder
 * @param {number} bytes
 * @throws {SetupError} where the disk has less
 */
async function requireSpace(folder, bytes) {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  throw new SetupError(
    `Native TensorFlow needs ${megabytes(bytes)} MB in ${path.dirname(folder)} while it is unpacked; ` +
      `${megabytes(bavail * bsize)} MB are free.`,
    diskFullRemedy,
  );
}
