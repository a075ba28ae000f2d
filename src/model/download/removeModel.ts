import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isKerasCopy, type CatalogueEntry } from '../weights/catalogue';
import { packPath } from '../weights/packStore';
import { XceptionError } from '../../shared/xceptionError';

/** What was removed, and how many bytes that gave back. */
export interface Removal {
  readonly removed: readonly string[];
  readonly bytes: number;
}

/**
 * Removes a model of the catalogue with everything that was made of it. A copy that Keras fetched stays: only what was
 * made of it goes.
 *
 * @throws XceptionError `file-unreadable` when the system does not let it go
 */
export async function removeModel(entry: CatalogueEntry): Promise<Removal> {
  const pack = await removePackOf(entry.file);
  const own = isKerasCopy(entry) ? NOTHING : await remove(entry.folder);
  return { removed: [...own.removed, ...pack.removed], bytes: own.bytes + pack.bytes };
}

/** Removes what was made of a model file of the user's, and never the file itself. */
export async function removePackOf(file: string): Promise<Removal> {
  const info = await stat(file).catch(() => undefined);
  return info ? remove(await packPath(file)) : NOTHING;
}

const NOTHING: Removal = { removed: [], bytes: 0 };

async function remove(target: string): Promise<Removal> {
  const bytes = await sizeOf(target);
  if (bytes === undefined) return NOTHING;
  try {
    await rm(target, { recursive: true, maxRetries: 3 });
  } catch (thrown) {
    throw new XceptionError(
      'file-unreadable',
      `${target} could not be removed: ${(thrown as Error).message}. Another program may be using it.`,
      { cause: thrown },
    );
  }
  return { removed: [target], bytes };
}

/** Bytes of a file, or of all files in a folder; undefined for what is not there. */
async function sizeOf(target: string): Promise<number | undefined> {
  const info = await stat(target).catch(() => undefined);
  if (!info?.isDirectory()) return info?.size;
  const entries = await readdir(target, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(path.join(parentPath, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
