import { stat } from 'node:fs/promises';
import { XceptionError } from '../../../shared/xceptionError';
import { fileError } from '../../image/readImageFile';
import { hashModel } from '../../weights/inspect/hashModel';
import { modelStamp } from '../../weights/modelStamp';
import { rememberedHash, rememberHash } from '../store/pictureTable';
import type { Sqlite } from '../store/sqlite';

/** A file's content in the state that its size and time tell. */
export interface ContentHash {
  readonly stamp: string;
  /** SHA-256. */
  readonly hash: Uint8Array;
}

/**
 * The content of a file, read once for as long as its size and time stay what they are.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`
 */
export async function contentHash(sqlite: Sqlite, file: string): Promise<ContentHash> {
  try {
    // A pipe or a device may never end.
    if (!(await stat(file)).isFile()) {
      throw new XceptionError('file-unreadable', `"${file}" is not a regular file. Choose a file.`);
    }
    const stamp = await modelStamp(file);
    const known = rememberedHash(sqlite, file, stamp);
    if (known) return { stamp, hash: known };
    const { sha256 } = await hashModel([file]);
    const hash = Buffer.from(sha256, 'hex');
    // Written to while it was read: what was read is not what is there.
    if ((await modelStamp(file)) !== stamp) return await contentHash(sqlite, file);
    rememberHash(sqlite, file, stamp, hash);
    return { stamp, hash };
  } catch (thrown) {
    throw (thrown as NodeJS.ErrnoException).syscall === undefined ? thrown : fileError(file, thrown);
  }
}
