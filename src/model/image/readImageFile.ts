import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { XceptionError } from '../../shared/xceptionError';

/** No photograph is larger; a file that is would fill the memory before anything could be said about it. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * Reads a picture's bytes.
 *
 * @throws XceptionError `file-missing`; `file-unreadable` for folders, devices and lacking permission; `image-too-large`
 * above 512 MB
 */
export async function readImageFile(file: string): Promise<Buffer> {
  const stats = await statFile(file);
  if (stats.isDirectory()) {
    throw new XceptionError(
      'file-unreadable',
      `"${file}" is a folder, not a picture. Choose a picture in it, or classify the folder.`,
    );
  }
  // A pipe or a device may never end.
  if (!stats.isFile()) {
    throw new XceptionError('file-unreadable', `"${file}" is not a regular file. Choose a picture file.`);
  }
  if (stats.size > MAX_BYTES) {
    const megabytes = Math.ceil(stats.size / (1024 * 1024));
    throw new XceptionError(
      'image-too-large',
      `"${file}" has ${megabytes} MB, above the limit of 512 MB. Save it smaller, for example as JPEG.`,
    );
  }
  try {
    return await readFile(file);
  } catch (thrown) {
    throw fileError(file, thrown);
  }
}

async function statFile(file: string): Promise<Stats> {
  try {
    return await stat(file);
  } catch (thrown) {
    throw fileError(file, thrown);
  }
}

/** What the operating system says, as what a person can do about it. */
export function fileError(file: string, thrown: unknown): XceptionError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new XceptionError(
      'file-missing',
      `"${file}" does not exist. Check the path: the file may have been moved, renamed or deleted.`,
      { cause: thrown },
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new XceptionError(
      'file-unreadable',
      `"${file}" may not be read: permission denied. Change its permissions, or copy it to a folder of yours.`,
      { cause: thrown },
    );
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new XceptionError(
    'file-unreadable',
    `"${file}" cannot be read: ${reason}. Check the disk or the connection to it, then try again.`,
    { cause: thrown },
  );
}
