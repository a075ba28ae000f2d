import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { cacheFolder } from '../cacheFolder';
import { modelStamp } from './modelStamp';
import { PACK_VERSION } from './pack/packLayout';

/** All packs together; the least recently used go first. */
const MAX_BYTES = 2 * 2 ** 30;
/** A part that is older was left by a process that was killed. */
const STALE_PART_MS = 60 * 60_000;

const EXTENSION = '.safetensors';

export function packFolder(): string {
  return path.join(cacheFolder(), 'packs');
}

/**
 * Where the pack of a model file lies, whether or not it exists: a name from the file's path, size and time, so that a
 * changed file gets another.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`
 */
export async function packPath(model: string): Promise<string> {
  const file = path.resolve(model);
  try {
    const key = [PACK_VERSION, file, await modelStamp(file)].join('\n');
    return path.join(packFolder(), `${createHash('sha256').update(key).digest('hex')}${EXTENSION}`);
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    throw new XceptionError(
      missing ? 'file-missing' : 'file-unreadable',
      missing
        ? `There is no model file ${file}. Choose another.`
        : `${file} cannot be read: ${String(thrown)}.`,
      { cause: thrown },
    );
  }
}

/** Notes that a pack was used just now. */
export async function touchPack(pack: string): Promise<void> {
  const now = new Date();
  await utimes(pack, now, now).catch(() => undefined);
}

/** Removes the least recently used packs until the rest is small enough, never the one to keep. */
export async function prunePacks(keep: string, maxBytes: number = MAX_BYTES): Promise<void> {
  const folder = packFolder();
  const names = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const info = await stat(file).catch(() => undefined);
      return { file, size: info?.size ?? 0, used: info?.mtimeMs ?? 0 };
    }),
  );
  const isPack = ({ file }: { file: string }): boolean => file.endsWith(EXTENSION);
  for (const { file, used } of found.filter((entry) => !isPack(entry))) {
    if (Date.now() - used > STALE_PART_MS) await rm(file, { force: true });
  }
  let bytes = 0;
  const packs = found.filter(isPack).toSorted((a, b) => b.used - a.used);
  for (const { file, size } of packs.toSorted((a, b) => Number(b.file === keep) - Number(a.file === keep))) {
    bytes += size;
    // A file in use by another process stays until that lets go; on Windows it cannot be removed before.
    if (bytes > maxBytes && file !== keep) await rm(file, { force: true }).catch(() => undefined);
  }
}
