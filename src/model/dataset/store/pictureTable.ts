import type { Sqlite } from './sqlite';

/**
 * The content of a file, as far as it was hashed in the state that `stamp` tells.
 *
 * @returns its SHA-256
 */
export function rememberedHash(sqlite: Sqlite, path: string, stamp: string): Uint8Array | undefined {
  const row = sqlite.get('SELECT hash FROM picture WHERE path = ? AND stamp = ?', path, stamp);
  return row?.['hash'] as Uint8Array | undefined;
}

/** Whether a file was hashed in any of its states. */
export function isRemembered(sqlite: Sqlite, path: string): boolean {
  return sqlite.get('SELECT 1 FROM picture WHERE path = ?', path) !== undefined;
}

export function rememberHash(sqlite: Sqlite, path: string, stamp: string, hash: Uint8Array): void {
  sqlite.run(
    `INSERT INTO picture (path, stamp, hash) VALUES (?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp, hash = excluded.hash`,
    path,
    stamp,
    hash,
  );
}
