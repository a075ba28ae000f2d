import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelRecord, ModelSource, PreprocessingChoice } from '../../shared/classification';
import { contentHash } from './run/contentHash';
import type { Sqlite } from './store/sqlite';

/** Raised when this program computes other numbers from the same file and picture. */
const ARITHMETIC = 1;

/**
 * What results hold for: the weights by their content, the network's form, and how pictures are prepared. Labels are no part
 * of it, since results are kept by class.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`
 */
export async function modelKey(
  sqlite: Sqlite,
  record: ModelRecord,
  choice: PreprocessingChoice = {},
): Promise<string> {
  const { network, variant, input, classes, output } = record;
  const weights = await weightsKey(sqlite, record.source);
  const preprocessing = { ...record.preprocessing, ...choice };
  const parts = [ARITHMETIC, weights, network, variant, input, classes, output, preprocessing];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function weightsKey(sqlite: Sqlite, source: ModelSource): Promise<string> {
  if (source.kind === 'untrained') return 'untrained';
  const info = await stat(source.path).catch(() => undefined);
  // A model of many files is known by the state of its folder: reading all of them would take longer than running it.
  if (info?.isDirectory()) return folderState(source.path);
  if (path.extname(source.path) === '.json') return folderState(path.dirname(source.path));
  const { hash } = await contentHash(sqlite, source.path);
  return Buffer.from(hash).toString('hex');
}

async function folderState(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const states = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeNs } = await stat(file, { bigint: true });
      return `${path.relative(folder, file)} ${size} ${mtimeNs}`;
    }),
  );
  return `${folder}\n${states.join('\n')}`;
}
