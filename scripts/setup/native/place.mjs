import { copyFile, link, mkdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { BINDING } from './tfjsNode.mjs';

/**
 * Puts a finished folder of the cache where tfjs-node looks: the binding is copied, because Node resolves links before it
 * loads a module and the loader then looks for the libraries beside the real file; the libraries, hundreds of megabytes,
 * are linked. Each file appears by a rename, so that a process that loads them meanwhile sees the old or the new one.
 * @param {string} folder
 * @param {readonly string[]} libraries
 * @param {string} target
 */
export async function placeNative(folder, libraries, target) {
  await mkdir(target, { recursive: true });
  for (const name of libraries)
    await appear(path.join(target, name), (to) => linkFile(path.join(folder, name), to));
  await appear(path.join(target, BINDING), (to) => copyFile(path.join(folder, BINDING), to));
}

/** @param {string} file @param {(temporary: string) => Promise<void>} make */
async function appear(file, make) {
  const temporary = `${file}.${process.pid}`;
  await rm(temporary, { force: true });
  await make(temporary);
  await rename(temporary, file);
}

/** @param {string} from @param {string} to */
async function linkFile(from, to) {
  for (const way of [symlink, link]) {
    try {
      return await way(from, to);
    } catch {
      // A file system or a Windows account without links: the next way.
    }
  }
  await copyFile(from, to);
}
