import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import { fileError } from '../../image/readImageFile';
import { csvRecords } from '../csvRecords';
import type { FoundPicture } from '../scan/scanPictures';

/** What the columns are called, in a file that names them. */
const PATH_COLUMNS = ['path', 'file', 'filename', 'file_name', 'image', 'image_path', 'picture', 'name'];
const LABEL_COLUMNS = ['label', 'class', 'class_name', 'category', 'target'];

/** Labels of pictures by where these lie. */
export type LabelLookup = (picture: FoundPicture) => string | undefined;

/**
 * Reads labels from a file with a picture's path and its label in each line, separated by commas, semicolons, tabs or the
 * last space. A first line may name the columns. Paths count from the file's folder or from the scanned root; a bare name
 * will do where no other picture has it.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`; `usage` where no line has two columns
 */
export async function readLabelFile(file: string): Promise<LabelLookup> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    throw fileError(file, thrown);
  }
  return labelLookup(pairsIn(text, file), path.dirname(file));
}

/** @param folder - that the paths count from */
export function labelLookup(
  pairs: readonly (readonly [path: string, label: string])[],
  folder: string,
): LabelLookup {
  const byPath = new Map<string, string>();
  const byName = new Map<string, string | undefined>();
  for (const [given, label] of pairs) {
    const relative = path.posix.normalize(given.replaceAll('\\', '/'));
    byPath.set(relative, label);
    byPath.set(slashed(path.resolve(folder, given)), label);
    const name = path.posix.basename(relative);
    // Two pictures of one name and with different labels cannot be told apart by it.
    byName.set(name, byName.has(name) && byName.get(name) !== label ? undefined : label);
  }
  return ({ path: file, relative }) =>
    byPath.get(slashed(path.resolve(file))) ?? byPath.get(relative) ?? byName.get(path.basename(file));
}

function pairsIn(text: string, file: string): readonly (readonly [string, string])[] {
  const records = csvRecords(text).map((cells) =>
    cells.length > 1 ? cells : splitAtLastSpace(cells[0] ?? ''),
  );
  const header = (records[0] ?? []).map((cell) => cell.toLowerCase());
  const pathColumn = header.findIndex((cell) => PATH_COLUMNS.includes(cell));
  const labelColumn = header.findIndex((cell) => LABEL_COLUMNS.includes(cell));
  const named = pathColumn >= 0 && labelColumn >= 0;
  const [from, to] = named ? [pathColumn, labelColumn] : [0, 1];
  const pairs = records
    .slice(named ? 1 : 0)
    .map((cells) => [cells[from] ?? '', cells[to] ?? ''] as const)
    .filter(([given, label]) => given !== '' && label !== '');
  if (pairs.length > 0) return pairs;
  throw new XceptionError(
    'usage',
    `"${file}" has no line with a picture and its label. Write "path,label" in each, for example "cats/1.jpg,cat".`,
  );
}

function splitAtLastSpace(line: string): readonly string[] {
  const match = /^(.*\S)\s+(\S+)$/.exec(line);
  return match ? [match[1] ?? '', match[2] ?? ''] : [line];
}

function slashed(file: string): string {
  return file.replaceAll(path.sep, '/');
}
