import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImageFailure } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { fileError } from './readImageFile';

/** Endings of the files that menus offer and folder scans take up, in lower case, with their dot. */
export const IMAGE_EXTENSIONS = [
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.webp',
  '.gif',
  '.avif',
  '.tif',
  '.tiff',
  '.bmp',
  '.svg',
] as const;

/** Whether a file's name promises a picture; its content has the last word. */
export function isImageFile(name: string): boolean {
  return (IMAGE_EXTENSIONS as readonly string[]).includes(path.extname(name).toLowerCase());
}

export interface ExpandOptions {
  /** Stops a scan of many folders; the promise rejects with the code `cancelled`. */
  readonly signal?: AbortSignal;
  /** Whether something in a folder is looked at: a folder is entered, a picture taken. By default everything is. */
  readonly accept?: (relative: string, kind: 'folder' | 'picture', root: string) => boolean;
  /** Called as pictures are found, with how many the scan has. */
  readonly onFound?: (found: number) => void;
}

export interface ExpandedPaths {
  /** Pictures, each once, in the order of the paths that led to them. */
  readonly files: readonly string[];
  /** Paths that led to none, and folders that could not be read. */
  readonly failures: readonly ImageFailure[];
}

/**
 * Turns what a user pointed at into a list of picture files. Files are taken as given, whatever their names. Folders are
 * scanned with all folders below them for names that promise a picture; hidden entries and `node_modules` are skipped,
 * symbolic links are followed, and a folder that is reached twice is scanned once. The files of a folder come in the order
 * of their relative paths by code units, the same on every system and in every locale.
 *
 * @throws XceptionError `cancelled`; anything else is reported per path
 */
export async function expandPaths(
  paths: readonly string[],
  options: ExpandOptions = {},
): Promise<ExpandedPaths> {
  const files = new Set<string>();
  const failures: ImageFailure[] = [];
  for (const given of paths) {
    try {
      if (!(await stat(given)).isDirectory()) {
        files.add(given);
        continue;
      }
    } catch (thrown) {
      failures.push({ file: given, error: fileError(given, thrown).toData() });
      continue;
    }
    const scan: Scan = { found: [], failures: [], seen: new Set(), ...options };
    await scanFolder(given, '', scan);
    failures.push(...scan.failures);
    if (scan.found.length === 0 && scan.failures.length === 0) failures.push(emptyFolder(given));
    for (const relative of scan.found.sort()) files.add(path.join(given, relative));
  }
  return { files: [...files], failures };
}

interface Scan extends ExpandOptions {
  /** Relative to the folder that was given, with `/` on every system. */
  readonly found: string[];
  readonly failures: ImageFailure[];
  /** Real paths of the folders already scanned: where links lead in a circle, the scan ends. */
  readonly seen: Set<string>;
}

async function scanFolder(root: string, relative: string, scan: Scan): Promise<void> {
  if (scan.signal?.aborted) throw new XceptionError('cancelled', 'Cancelled.');
  const folder = path.join(root, relative);
  const entries = await readFolder(folder, scan);
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
    if (await leadsToFolder(entry, path.join(folder, entry.name))) {
      if (scan.accept?.(below, 'folder', root) ?? true) await scanFolder(root, below, scan);
    } else if (isImageFile(entry.name) && (scan.accept?.(below, 'picture', root) ?? true)) {
      scan.found.push(below);
    }
  }
  scan.onFound?.(scan.found.length);
}

/** The entries of a folder; none if it was seen before or cannot be read, which is noted. */
async function readFolder(folder: string, scan: Scan): Promise<readonly Dirent[]> {
  try {
    const real = await realpath(folder);
    if (scan.seen.has(real)) return [];
    scan.seen.add(real);
    return await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    scan.failures.push({ file: folder, error: fileError(folder, thrown).toData() });
    return [];
  }
}

async function leadsToFolder(entry: Dirent, file: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  // A dangling link is a picture if its name says so: decoding will report it.
  return (await stat(file).catch(() => undefined))?.isDirectory() ?? false;
}

function emptyFolder(folder: string): ImageFailure {
  const error = new XceptionError(
    'file-missing',
    `"${folder}" holds no pictures (${IMAGE_EXTENSIONS.join(' ')}). Choose another folder.`,
  );
  return { file: folder, error: error.toData() };
}
