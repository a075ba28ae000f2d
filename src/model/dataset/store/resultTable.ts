import type { ImageResult } from '../../../shared/classification';
import { isFailure } from '../../../shared/classification';
import { DEFAULT_TOP_K, type RunWishes } from '../../../shared/datasetProtocol';
import type { ErrorCode, ErrorData } from '../../../shared/xceptionError';
import { floatBytes } from './floats';
import type { Sqlite } from './sqlite';
import { summaryText } from './summary';

/** Features that a run itself asks for: the pooled backbone. */
export const POOL = 'pool';

/** Reasons that lie in a picture's content, so that another try says the same. */
const OF_CONTENT: readonly ErrorCode[] = ['image-unreadable', 'image-unsupported', 'image-too-large'];

/** What a content and a model are known by. */
export interface ResultKey {
  readonly hash: Uint8Array;
  /** Row of the model's table. */
  readonly model: number;
}

export type Known = 'complete' | 'lacking' | { readonly error: ErrorData };

/** The row of a model with a way to prepare pictures. */
export function modelRow(sqlite: Sqlite, key: string): number {
  sqlite.run('INSERT INTO model (key) VALUES (?) ON CONFLICT (key) DO NOTHING', key);
  return Number(sqlite.get('SELECT id FROM model WHERE key = ?', key)?.['id']);
}

/**
 * Whether the store has all that is wished of a content.
 *
 * @param classes - that the model has: no more predictions can be kept
 * @param path - for the message of a failure
 */
export function knownResult(
  sqlite: Sqlite,
  { hash, model }: ResultKey,
  { topK = DEFAULT_TOP_K, probabilities, features }: RunWishes,
  classes: number,
  path: string,
): Known {
  const row = sqlite.get(
    `SELECT summary, top, probabilities IS NOT NULL AS full, code, message, path FROM result
     WHERE hash = ? AND model = ?`,
    hash,
    model,
  );
  if (!row) return 'lacking';
  if (row['summary'] === null) {
    const message = String(row['message']).replaceAll(String(row['path']), path);
    return { error: { code: row['code'] as ErrorCode, message } };
  }
  const hasAll =
    Number(row['top']) >= Math.min(topK, classes) &&
    (!probabilities || classes === 0 || row['full'] === 1) &&
    (!features || hasFeature(sqlite, { hash, model }, POOL));
  return hasAll ? 'complete' : 'lacking';
}

/** Keeps a model's verdict on a content; what is known already and not said again stays. */
export function keepResult(
  sqlite: Sqlite,
  { hash, model }: ResultKey,
  result: ImageResult,
  probabilities: Float32Array | undefined,
): void {
  if (isFailure(result)) {
    if (!OF_CONTENT.includes(result.error.code)) return;
    sqlite.run(
      `INSERT INTO result (hash, model, code, message, path) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (hash, model) DO NOTHING`,
      hash,
      model,
      result.error.code,
      result.error.message,
      result.file,
    );
    return;
  }
  sqlite.run(
    `INSERT INTO result (hash, model, summary, top, probabilities) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hash, model) DO UPDATE SET
       summary = CASE WHEN excluded.top >= top THEN excluded.summary ELSE summary END,
       top = max(top, excluded.top),
       probabilities = coalesce(excluded.probabilities, probabilities),
       code = NULL, message = NULL, path = NULL`,
    hash,
    model,
    summaryText(result),
    result.predictions.length,
    probabilities ? floatBytes(probabilities) : null,
  );
}

export function keepFeature(
  sqlite: Sqlite,
  { hash, model }: ResultKey,
  variant: string,
  value: Float32Array,
): void {
  sqlite.run(
    `INSERT INTO feature (hash, model, variant, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (hash, model, variant) DO UPDATE SET value = excluded.value`,
    hash,
    model,
    variant,
    floatBytes(value),
  );
}

function hasFeature(sqlite: Sqlite, { hash, model }: ResultKey, variant: string): boolean {
  const sql = 'SELECT 1 FROM feature WHERE hash = ? AND model = ? AND variant = ?';
  return sqlite.get(sql, hash, model, variant) !== undefined;
}
