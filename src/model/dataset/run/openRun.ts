import { createHash } from 'node:crypto';
import type { OpenRun, RunRecord, ScanProgress } from '../../../shared/datasetProtocol';
import { labelPictures } from '../labels/labelPictures';
import { modelKey } from '../modelKey';
import { scanPictures } from '../scan/scanPictures';
import { isRemembered, rememberedHash } from '../store/pictureTable';
import { knownResult, modelRow } from '../store/resultTable';
import { putRun, runById, type RunRow } from '../store/runTable';
import type { Sqlite } from '../store/sqlite';
import { modelStamp } from '../../weights/modelStamp';
import type { LabelledPicture } from '../labels/labelPictures';

export interface OpenOptions {
  readonly signal: AbortSignal;
  readonly progress: (progress: ScanProgress) => void;
}

/** Pictures whose state is asked for together. */
const TOGETHER = 64;

/**
 * Scans a run's folders and puts its pictures into the store. What is known of them already, from this run or another, is
 * theirs at once; nothing is hashed yet.
 *
 * @throws XceptionError `cancelled`; `file-missing` or `usage` for a file of labels
 */
export async function openRun(sqlite: Sqlite, request: OpenRun, options: OpenOptions): Promise<RunRecord> {
  const { signal, progress } = options;
  const { pictures, notes } = await scanPictures(request.scan, {
    signal,
    onFound: (found) => {
      progress({ found });
    },
  });
  const labelled = await labelPictures(pictures, request.labels);
  const key = await modelKey(sqlite, request.record, request.preprocessing);
  const model = modelRow(sqlite, key);
  const rows: RunRow[] = [];
  for (let at = 0; at < labelled.length; at += TOGETHER) {
    signal.throwIfAborted();
    const piece = labelled.slice(at, at + TOGETHER);
    rows.push(...(await Promise.all(piece.map((picture) => knownRow(sqlite, picture, model, request)))));
  }
  const { scan, labels, wishes } = request;
  const runKey = createHash('sha256')
    .update(JSON.stringify([key, scan, labels, wishes]))
    .digest('hex');
  const run = sqlite.transaction(() => putRun(sqlite, { key: runKey, model, request, notes }, rows));
  return runById(sqlite, run).record;
}

async function knownRow(
  sqlite: Sqlite,
  picture: LabelledPicture,
  model: number,
  { wishes, record, retryFailures }: OpenRun,
): Promise<RunRow> {
  const hash = await hashIfKnown(sqlite, picture.path);
  if (!hash) return picture;
  const known = knownResult(sqlite, { hash, model }, wishes, record.classes, picture.path);
  if (known === 'complete') return { ...picture, hash, done: true };
  return typeof known === 'object' && !retryFailures ? { ...picture, hash, ...known } : { ...picture, hash };
}

/** Files that were never hashed need not be asked for their state. */
async function hashIfKnown(sqlite: Sqlite, file: string): Promise<Uint8Array | undefined> {
  if (!isRemembered(sqlite, file)) return undefined;
  const stamp = await modelStamp(file).catch(() => undefined);
  return stamp === undefined ? undefined : rememberedHash(sqlite, file, stamp);
}
