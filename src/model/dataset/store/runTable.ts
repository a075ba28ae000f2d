import type { FailureCount, OpenRun, RunCounts, RunRecord, RunState } from '../../../shared/datasetProtocol';
import { XceptionError, type ErrorCode, type ErrorData } from '../../../shared/xceptionError';
import type { Sqlite, SqlRow } from './sqlite';

/** How far a picture of a run is. */
export const WAITING = 0;
export const DONE = 1;
export const FAILED = 2;

/** A picture's row as a scan leaves it. */
export interface RunRow {
  readonly path: string;
  readonly relative: string;
  readonly label?: string;
  readonly split?: string;
  readonly hash?: Uint8Array;
  readonly done?: boolean;
  readonly error?: ErrorData;
}

/** A run as the store has it, with the row of its model. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly model: number;
}

/** @throws XceptionError `usage` for a run that is not, or no longer, there */
export function runById(sqlite: Sqlite, run: number): StoredRun {
  const row = sqlite.get('SELECT * FROM run WHERE id = ?', run);
  if (row) return storedRun(sqlite, row);
  throw new XceptionError('usage', `The store has no run ${run}: it was forgotten. Run the folder again.`);
}

export function allRuns(sqlite: Sqlite): readonly RunRecord[] {
  const rows = sqlite.all('SELECT * FROM run ORDER BY changed DESC, id DESC');
  return rows.map((row) => storedRun(sqlite, row).record);
}

/** Puts a run, and its pictures, in the place of the one with the same key. Within a transaction. */
export function putRun(
  sqlite: Sqlite,
  {
    key,
    model,
    request,
    notes,
  }: Pick<StoredRun, 'model'> & Pick<RunRecord, 'request' | 'notes'> & { readonly key: string },
  rows: readonly RunRow[],
): number {
  const now = Date.now();
  sqlite.run(
    `INSERT INTO run (key, model, request, notes, state, created, changed) VALUES (?, ?, ?, ?, 'open', ?, ?)
     ON CONFLICT (key) DO UPDATE SET request = excluded.request, notes = excluded.notes, state = 'open', changed = excluded.changed`,
    key,
    model,
    JSON.stringify(request),
    JSON.stringify(notes),
    now,
    now,
  );
  const run = Number(sqlite.get('SELECT id FROM run WHERE key = ?', key)?.['id']);
  sqlite.run('DELETE FROM run_picture WHERE run = ?', run);
  rows.forEach(({ path, relative, label = null, split = null, hash = null, done, error }, place) => {
    sqlite.run(
      `INSERT INTO run_picture (run, place, path, relative, label, split, hash, status, code, message)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[run, place, path, relative, label, split, hash],
      ...[error ? FAILED : done ? DONE : WAITING, error?.code ?? null, error?.message ?? null],
    );
  });
  return run;
}

export function setState(sqlite: Sqlite, run: number, state: RunState): void {
  sqlite.run('UPDATE run SET state = ?, changed = ? WHERE id = ?', state, Date.now(), run);
}

export function forgetRun(sqlite: Sqlite, run: number): void {
  sqlite.run('DELETE FROM run WHERE id = ?', run);
}

/** Says what became of a picture of a run. */
export function settle(
  sqlite: Sqlite,
  run: number,
  place: number,
  outcome: { readonly hash?: Uint8Array | undefined; readonly error?: ErrorData | undefined },
): void {
  const { hash = null, error } = outcome;
  sqlite.run(
    `UPDATE run_picture SET status = ?, hash = coalesce(?, hash), code = ?, message = ? WHERE run = ? AND place = ?`,
    ...[error ? FAILED : DONE, hash, error?.code ?? null, error?.message ?? null, run, place],
  );
}

export function isWaiting(sqlite: Sqlite, run: number, place: number): boolean {
  const row = sqlite.get('SELECT status FROM run_picture WHERE run = ? AND place = ?', run, place);
  return row?.['status'] === WAITING;
}

export function countsOf(sqlite: Sqlite, run: number): RunCounts {
  const counts = [WAITING, DONE, FAILED].map((status) =>
    Number(
      sqlite.get('SELECT count(*) AS n FROM run_picture WHERE run = ? AND status = ?', run, status)?.['n'],
    ),
  );
  const [waiting = 0, done = 0, failed = 0] = counts;
  return {
    total: waiting + done + failed,
    done,
    failed,
    reasons: failed === 0 ? [] : reasonsOf(sqlite, run),
  };
}

function reasonsOf(sqlite: Sqlite, run: number): readonly FailureCount[] {
  const rows = sqlite.all(
    `SELECT code, count(*) AS n FROM run_picture WHERE run = ? AND status = ${FAILED}
     GROUP BY code ORDER BY n DESC, code`,
    run,
  );
  return rows.map((row) => ({ code: row['code'] as ErrorCode, count: Number(row['n']) }));
}

function storedRun(sqlite: Sqlite, row: SqlRow): StoredRun {
  const run = Number(row['id']);
  return {
    model: Number(row['model']),
    record: {
      run,
      state: row['state'] as RunState,
      created: Number(row['created']),
      changed: Number(row['changed']),
      request: JSON.parse(String(row['request'])) as OpenRun,
      notes: JSON.parse(String(row['notes'])) as RunRecord['notes'],
      ...countsOf(sqlite, run),
    },
  };
}
