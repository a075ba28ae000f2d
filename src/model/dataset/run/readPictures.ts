import {
  DEFAULT_TOP_K,
  type NamedPicture,
  type PicturesPage,
  type PicturesQuery,
  type RunPicture,
} from '../../../shared/datasetProtocol';
import type { ErrorCode } from '../../../shared/xceptionError';
import { DONE, FAILED, runById, WAITING } from '../store/runTable';
import type { Sqlite, SqlRow } from '../store/sqlite';
import { classificationFrom } from '../store/summary';

const STATUS = { waiting: WAITING, done: DONE, failed: FAILED } as const;

/**
 * Pictures of a run with their results, a page at a time.
 *
 * @throws XceptionError `usage` for a run that is not there
 */
export function readPictures(sqlite: Sqlite, query: PicturesQuery): PicturesPage {
  const { record, model } = runById(sqlite, query.run);
  const { from = 0, count = -1, only, places } = query;
  const conditions = ['p.run = ?'];
  const values: (string | number)[] = [query.run];
  if (only) {
    conditions.push('p.status = ?');
    values.push(STATUS[only]);
  }
  if (places) {
    conditions.push('p.place IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(places));
  }
  const where = conditions.join(' AND ');
  const total = Number(
    sqlite.get(`SELECT count(*) AS n FROM run_picture p WHERE ${where}`, ...values)?.['n'],
  );
  const rows = sqlite.all(
    `SELECT p.*, r.summary FROM run_picture p LEFT JOIN result r ON r.hash = p.hash AND r.model = ?
     WHERE ${where} ORDER BY p.place LIMIT ? OFFSET ?`,
    ...[model, ...values, count, from],
  );
  const { record: labels, wishes } = record.request;
  return { total, pictures: rows.map((row) => pictureFrom(row, labels, wishes.topK ?? DEFAULT_TOP_K)) };
}

/** What is known of a picture whatever its result. */
export function pictureOf(row: SqlRow): NamedPicture {
  const { label, split, hash } = row;
  return {
    place: Number(row['place']),
    path: String(row['path']),
    relative: String(row['relative']),
    ...(typeof label === 'string' && { label }),
    ...(typeof split === 'string' && { split }),
    ...(hash instanceof Uint8Array && { hash: Buffer.from(hash).toString('hex') }),
  };
}

function pictureFrom(
  row: SqlRow,
  labels: Parameters<typeof classificationFrom>[2],
  topK: number,
): RunPicture {
  const picture = pictureOf(row);
  const file = picture.path;
  if (row['status'] === FAILED) {
    const error = { code: row['code'] as ErrorCode, message: String(row['message']) };
    return { ...picture, result: { file, error } };
  }
  const { summary } = row;
  if (row['status'] !== DONE || typeof summary !== 'string') return picture;
  return { ...picture, result: classificationFrom(summary, file, labels, topK) };
}
