import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../cacheFolder';
import { cacheError } from './cacheError';

/** What a process that was killed left behind is older than any file in use. */
const STALE_MS = 60 * 60_000;

/**
 * Writes a file that has no name for longer than needed: once `use` has opened it, it is removed, so that it goes by
 * itself with the process. (Where the system does not remove open files, it is removed as stale by a later call.)
 *
 * It lies in the cache folder, since a system's own place for temporary files is often memory.
 *
 * @throws XceptionError `file-unreadable` where that cannot be written; what `write` and `use` throw
 */
export async function withTemporaryFile<T>(
  write: (target: FileHandle) => Promise<void>,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = path.join(cacheFolder(), 'temporary');
  const file = path.join(folder, randomUUID());
  try {
    const target = await create(folder, file);
    try {
      await write(target);
    } finally {
      await target.close();
    }
    return await use(file);
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

async function create(folder: string, file: string): Promise<FileHandle> {
  try {
    await mkdir(folder, { recursive: true });
    await removeStale(folder);
    return await open(file, 'wx', 0o600);
  } catch (thrown) {
    throw cacheError(thrown);
  }
}

async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > STALE_MS) await rm(file, { force: true }).catch(() => undefined);
  }
}
