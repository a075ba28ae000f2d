import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { XceptionError } from '../../../shared/xceptionError';

/** What SQLite takes and gives; texts, numbers and bytes. */
export type SqlValue = string | number | Uint8Array | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** SQLite's result codes for a file whose content cannot be right. Source: sqlite.org/rescode.html. */
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const BUSY = 5;
const READ_ONLY = 8;
const FULL = 13;

/** Another process may write at the same moment; its transactions are short. */
const BUSY_MS = 15_000;

/** One connection to a database file. Statements are prepared once. */
export class Sqlite {
  private readonly database: InstanceType<typeof DatabaseSync>;
  private readonly statements = new Map<string, StatementSyncInstance>();

  /**
   * Opens a file, which is made if need be, for readers and writers in several processes. What was committed survives the
   * end of every process; a loss of power costs the last transactions and nothing else.
   *
   * @throws XceptionError `file-unreadable`; the driver's own error for a file that is no database: see {@link isCorrupt}
   */
  constructor(readonly file: string) {
    try {
      this.database = new DatabaseSync(file, { timeout: BUSY_MS });
    } catch (thrown) {
      if (isCorrupt(thrown)) throw thrown;
      throw storeError(file, thrown);
    }
    try {
      this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    } catch (thrown) {
      this.database.close();
      throw isCorrupt(thrown) ? thrown : storeError(file, thrown);
    }
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  run(sql: string, ...values: readonly SqlValue[]): void {
    this.prepared(sql).run(...values);
  }

  get(sql: string, ...values: readonly SqlValue[]): SqlRow | undefined {
    return this.prepared(sql).get(...values) as SqlRow | undefined;
  }

  all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    return this.prepared(sql).all(...values) as readonly SqlRow[];
  }

  /** Does all of it or nothing. Writers wait here for each other, not in the middle. */
  transaction<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (thrown) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw thrown;
    }
  }

  /** Puts everything into the one file, as far as no other process is reading, and closes it. */
  close(): void {
    if (!this.database.isOpen) return;
    try {
      this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // What is beside the file is read with it: nothing is lost.
    }
    this.database.close();
  }

  private prepared(sql: string): StatementSyncInstance {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

/** Whether SQLite said that the file's content is not, or is no longer, a database. */
export function isCorrupt(thrown: unknown): boolean {
  const code = primaryCode(thrown);
  return code === CORRUPT || code === NOT_A_DATABASE;
}

/** What SQLite said, as what a person can do about it. */
export function storeError(file: string, thrown: unknown): XceptionError {
  if (thrown instanceof XceptionError) return thrown;
  const code = primaryCode(thrown);
  const reason =
    code === BUSY
      ? 'another process keeps it busy. Try again in a moment'
      : code === FULL
        ? 'the disk is full. Make room, then try again'
        : code === READ_ONLY
          ? 'it may not be written to. Change its permissions'
          : `${XceptionError.from(thrown).message}. Check the folder and its permissions`;
  return new XceptionError('file-unreadable', `The store "${file}" cannot be used: ${reason}.`, {
    cause: thrown,
  });
}

/** Extended result codes have the primary one in their lowest byte. */
function primaryCode(thrown: unknown): number | undefined {
  const code = (thrown as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}
