import type * as vscode from 'vscode';
import type { ImageResult } from '../shared/classification';
import { Disposable } from './disposable';
import type { Session, SessionSnapshot } from './session';

const KEY = 'xception.session';
/** Raised when the stored form changes: what an older version left is then dropped instead of misread. */
const VERSION = 1;
const MAX_ENTRIES = 500;
/** VS Code warns of an extension that keeps more than 512 kB. */
const MAX_CHARACTERS = 400_000;
const DELAY_MS = 1000;

interface Stored {
  readonly version: number;
  readonly snapshot: SessionSnapshot;
}

/** Keeps the latest results in the workspace's state, so that a reload shows them again. */
export class SessionStore extends Disposable {
  /** Runs of folders whose results the earlier window showed. */
  readonly runs: readonly number[];
  private timer: NodeJS.Timeout | undefined;

  /** @param interrupted - the result of pictures that were waiting when the window went */
  constructor(
    private readonly session: Session,
    private readonly memento: vscode.Memento,
    interrupted: (file: string) => ImageResult,
  ) {
    super();
    const stored = memento.get<Stored>(KEY);
    const snapshot = stored?.version === VERSION ? stored.snapshot : undefined;
    if (snapshot) session.restore(snapshot, interrupted);
    this.runs = snapshot?.runs ?? [];
    this.register(
      session.onChange(({ kind }) => {
        // A training is kept elsewhere, and tells often how far it is.
        if (kind === 'training') return;
        // While pictures stream in, now and then is enough; what comes after the last may be the last before a reload.
        this.timer ??= setTimeout(() => void this.flush(), DELAY_MS);
        if (!session.run) void this.flush();
      }),
    );
  }

  /** Writes now what is not written yet. */
  async flush(): Promise<void> {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const stored: Stored = { version: VERSION, snapshot: boundedSnapshot(this.session) };
    await this.memento.update(KEY, stored);
  }

  override dispose(): void {
    super.dispose();
    clearTimeout(this.timer);
  }
}

/** The latest results that fit: a result with a thousand classes is as large as a hundred with five. */
export function boundedSnapshot(session: Session): SessionSnapshot {
  for (let count = MAX_ENTRIES; count > 0; count = Math.floor(count / 2)) {
    const snapshot = session.snapshot(count);
    if (JSON.stringify(snapshot).length <= MAX_CHARACTERS) return snapshot;
  }
  return session.snapshot(0);
}
