import { XceptionError } from '../../../shared/xceptionError';
import { openSqlite } from './openSqlite';
import { isCorrupt, storeError, type Sqlite } from './sqlite';

/** The file that keeps what is known of pictures. Opened on first use; a damaged one is set aside for a new one. */
export class DatasetStore {
  private opened: Sqlite | undefined;
  private damaged: XceptionError | undefined;

  constructor(readonly file: string) {}

  /** @throws XceptionError `file-unreadable` */
  get sqlite(): Sqlite {
    if (this.opened) return this.opened;
    const { sqlite, setAside } = openSqlite(this.file);
    this.opened = sqlite;
    if (setAside !== undefined) this.damaged = damagedStore(this.file, setAside);
    return sqlite;
  }

  /** What to tell of a store that was set aside; told once. */
  takeDamaged(): XceptionError | undefined {
    const { damaged } = this;
    this.damaged = undefined;
    return damaged;
  }

  /**
   * What failed, in words. Where it says that the file is damaged, that is set aside and a new one begun.
   *
   * @param onDamaged - called then: what was made from the old file is void
   */
  understand(thrown: unknown, onDamaged: () => void): unknown {
    if ((thrown as { errcode?: unknown } | null)?.errcode === undefined) return thrown;
    if (!isCorrupt(thrown)) return storeError(this.file, thrown);
    onDamaged();
    this.close();
    const { sqlite, setAside } = openSqlite(this.file, { damaged: true });
    this.opened = sqlite;
    return damagedStore(this.file, setAside ?? this.file);
  }

  close(): void {
    this.opened?.close();
    this.opened = undefined;
  }
}

function damagedStore(file: string, aside: string): XceptionError {
  return new XceptionError(
    'file-unreadable',
    `The store "${file}" was damaged. It was kept as "${aside}" and a new one begun: run the folders again.`,
  );
}
