import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import { MIGRATIONS } from './migrations';
import { isCorrupt, Sqlite, storeError } from './sqlite';

export interface SqliteOptions {
  /** Steps of the schema; others than the product's in tests. */
  readonly migrations?: readonly string[];
  /** The file is known to be damaged, though its beginning may be sound. */
  readonly damaged?: boolean;
}

export interface OpenedSqlite {
  readonly sqlite: Sqlite;
  /** Where a file went that was damaged; a new one stands in its place. */
  readonly setAside?: string;
}

/**
 * Opens a store and brings its schema up to date. A file that is no database, or a damaged one, is kept beside it under
 * another name.
 *
 * @throws XceptionError `file-unreadable`: no such folder, no permission, or written by a newer version
 */
export function openSqlite(
  file: string,
  { migrations = MIGRATIONS, damaged = false }: SqliteOptions = {},
): OpenedSqlite {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (thrown) {
    throw storeError(file, thrown);
  }
  try {
    if (!damaged) return { sqlite: openCurrent(file, migrations) };
  } catch (thrown) {
    if (!isCorrupt(thrown)) throw storeError(file, thrown);
  }
  const aside = setAside(file);
  return { sqlite: openCurrent(file, migrations), setAside: aside };
}

/** Gives a damaged store, with what belongs to it, another name. */
function setAside(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  for (const part of ['', '-wal', '-shm']) {
    try {
      renameSync(`${file}${part}`, `${aside}${part}`);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw storeError(file, thrown);
    }
  }
  return aside;
}

function openCurrent(file: string, migrations: readonly string[]): Sqlite {
  const sqlite = new Sqlite(file);
  try {
    if (versionOf(sqlite) !== migrations.length) migrate(sqlite, migrations);
    return sqlite;
  } catch (thrown) {
    sqlite.close();
    throw thrown;
  }
}

function migrate(sqlite: Sqlite, migrations: readonly string[]): void {
  sqlite.transaction(() => {
    // Asked again: another process may have done it while this one waited.
    const version = versionOf(sqlite);
    if (version > migrations.length) {
      throw new XceptionError(
        'file-unreadable',
        `The store "${sqlite.file}" was written by a newer version of this program. Update it, or move the file away to begin anew.`,
      );
    }
    for (const step of migrations.slice(version)) sqlite.exec(step);
    sqlite.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function versionOf(sqlite: Sqlite): number {
  return Number(sqlite.get('PRAGMA user_version')?.['user_version'] ?? 0);
}
