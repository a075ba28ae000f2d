import { readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { provideCompleteFolder, readCompleteFolder } from './completeFolder.mjs';
import { downloadWheel } from './wheel.mjs';

/**
 * @param {string} cache
 * @param {import('./wheel.mjs').Wheel} wheel
 */
function wheelFolder(cache, wheel) {
  return path.join(cache, 'wheels', `${wheel.requirement.replace('==', '-')}_${wheel.sha256.slice(0, 12)}`);
}

/**
 * @param {string} cache
 * @param {import('./wheel.mjs').Wheel} wheel
 * @returns {string | undefined} the wheel that an earlier set-up kept whole
 */
export function keptWheel(cache, wheel) {
  const folder = wheelFolder(cache, wheel);
  if (!readCompleteFolder(folder)) return undefined;
  const name = readdirSync(folder).find((file) => file.endsWith('.whl'));
  return name && path.join(folder, name);
}

/**
 * Fetches a wheel that more than one step of the set-up needs whole, and keeps it in the cache.
 * @param {object} request
 * @param {string} request.cache
 * @param {import('./wheel.mjs').Wheel} request.wheel
 * @param {import('./python.mjs').Python} request.python
 * @param {import('./progress.mjs').Progress} request.progress
 * @returns {Promise<string>} its path
 * @throws {import('./setupError.mjs').SetupError} network, disk, checksum
 */
export async function provideKeptWheel({ cache, wheel, python, progress }) {
  const kept = keptWheel(cache, wheel);
  if (kept) return kept;
  const folder = wheelFolder(cache, wheel);
  await provideCompleteFolder({
    folder,
    onWait: (holder) => progress.note(`Waiting for ${holder}, which fetches ${wheel.requirement} …`),
    make: (staging) =>
      progress.step(`Fetching ${wheel.requirement.replace('==', ' ')}`, async (report) => {
        const download = path.join(staging, 'download');
        const file = await downloadWheel(python, wheel, download, report);
        await rename(file, path.join(staging, path.basename(file)));
        await rm(download, { recursive: true });
        return { wheel: wheel.requirement, sha256: wheel.sha256 };
      }),
  });
  const file = keptWheel(cache, wheel);
  if (!file) throw new Error(`${folder} was made and is not there.`);
  return file;
}
