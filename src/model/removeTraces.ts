import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** What the product computes for itself; models that somebody fetched, and what a clone set up, are not among it. */
export const COMPUTED: readonly string[] = ['packs', 'features', 'temporary', 'kernels.json', 'dataset'];
/** What an installed extension unpacks into the cache where it may not write into its own folder. */
const UNPACKED = /^\.?tensorflow-.*_packed-\d+/;

/**
 * Removes from the cache folder what the extension left there, and the folder itself where nothing else is in it. What
 * cannot be removed stays.
 */
export async function removeTraces(cache: string): Promise<void> {
  for (const name of COMPUTED) await remove(path.join(cache, name));
  const native = path.join(cache, 'native');
  for (const name of await namesIn(native)) {
    if (UNPACKED.test(name)) await remove(path.join(native, name));
  }
  // rmdir takes empty folders only.
  for (const folder of [native, path.join(cache, 'models'), cache])
    await rmdir(folder).catch(() => undefined);
}

async function remove(target: string): Promise<void> {
  await rm(target, { recursive: true, force: true }).catch(() => undefined);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
