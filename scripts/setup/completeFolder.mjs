import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRunning, withLock } from './lock.mjs';

const MANIFEST = 'manifest.json';

/**
 * @typedef {object} Manifest what a finished folder says about itself
 * @property {Readonly<Record<string, number>>} files size in bytes by path, relative to the folder, with `/`
 * @property {Readonly<Record<string, string>>} facts where it came from: versions, checksums
 */

/**
 * A folder in the cache is either finished or not there: it is made under another name beside its place and renamed when
 * everything in it is written. This reads its manifest and compares the sizes.
 * @param {string} folder
 * @returns {Manifest | undefined} undefined where the folder is missing or damaged
 */
export function readCompleteFolder(folder) {
  try {
    /** @type {Manifest} */
    const manifest = JSON.parse(readFileSync(path.join(folder, MANIFEST), 'utf8'));
    const whole = Object.entries(manifest.files).every(
      ([file, size]) => statSync(path.join(folder, file)).size === size,
    );
    return whole ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Gives the finished folder, making it first where it is missing or damaged. Several processes may ask at once.
 * @param {object} request
 * @param {string} request.folder its final place
 * @param {(staging: string) => Promise<Readonly<Record<string, string>>>} request.make fills an empty folder and gives
 *   the facts for the manifest; whatever it throws leaves nothing behind
 * @param {(holder: string) => void} [request.onWait]
 * @returns {Promise<Manifest>}
 */
export async function provideCompleteFolder({ folder, make, onWait }) {
  const ready = readCompleteFolder(folder);
  if (ready) return ready;
  await mkdir(path.dirname(folder), { recursive: true });
  return withLock(
    hidden(folder, '.lock'),
    async () => {
      const meanwhile = readCompleteFolder(folder);
      if (meanwhile) return meanwhile;
      await removeAbandoned(folder);
      const staging = await mkdtemp(hidden(folder, `.partial-${process.pid}-`));
      try {
        const facts = await make(staging);
        const manifest = { files: await fileSizes(staging), facts };
        await writeFile(path.join(staging, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
        // A cache may be shared: what mkdtemp gave only to this person is for everybody to read.
        await chmod(staging, 0o755);
        await putInPlace(staging, folder);
        return manifest;
      } finally {
        await rm(staging, { recursive: true, force: true });
      }
    },
    onWait,
  );
}

/**
 * A name beside the folder that a listing of finished folders passes over.
 * @param {string} folder
 * @param {string} suffix
 */
function hidden(folder, suffix) {
  return path.join(path.dirname(folder), `.${path.basename(folder)}${suffix}`);
}

/** @param {string} staging @param {string} folder */
async function putInPlace(staging, folder) {
  if (existsSync(folder)) {
    const damaged = hidden(folder, `.partial-${process.pid}-damaged`);
    await rename(folder, damaged);
    await rm(damaged, { recursive: true, force: true });
  }
  try {
    await rename(staging, folder);
  } catch (error) {
    if (!readCompleteFolder(folder)) throw error;
  }
}

/**
 * Removes what a killed process left half-made.
 * @param {string} folder
 */
async function removeAbandoned(folder) {
  const prefix = path.basename(hidden(folder, '.partial-'));
  for (const name of await readdir(path.dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid !== process.pid && isRunning(pid)) continue;
    await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
  }
}

/** @param {string} folder @returns {Promise<Record<string, number>>} */
export async function fileSizes(folder) {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    sizes[path.relative(folder, file).split(path.sep).join('/')] = (await stat(file)).size;
  }
  return sizes;
}

/**
 * @param {string} folder
 * @returns {Promise<number>} bytes in all files under it; files that vanish meanwhile count nothing
 */
export async function folderBytes(folder) {
  try {
    return Object.values(await fileSizes(folder)).reduce((sum, size) => sum + size, 0);
  } catch {
    return 0;
  }
}
