import { stat } from 'node:fs/promises';

interface ArrivalOptions {
  /** Milliseconds between two looks at a file; one that did not change between them is complete. */
  readonly settleMs: number;
  /** Files that wait at most. */
  readonly most: number;
  /** Complete files, in the order in which they came. */
  readonly onComplete: (files: readonly string[]) => void;
  /** Called once for as long as more files come than may wait. */
  readonly onTooMany: () => void;
}

/** Files that have just come. A file is often seen before it is written to its end: it waits until it stops growing. */
export class Arrivals {
  /** By path, the state at the last look; undefined before the first. */
  private readonly waiting = new Map<string, string | undefined>();
  private timer: NodeJS.Timeout | undefined;
  private tooMany = false;

  constructor(private readonly options: ArrivalOptions) {}

  /** A file was made or written to. */
  note(file: string): void {
    if (!this.waiting.has(file) && this.waiting.size >= this.options.most) {
      if (!this.tooMany) this.options.onTooMany();
      this.tooMany = true;
      return;
    }
    this.waiting.set(file, undefined);
    this.lookLater();
  }

  /** A file has gone. */
  forget(file: string): void {
    this.waiting.delete(file);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.clear();
  }

  private lookLater(): void {
    this.timer ??= setTimeout(() => void this.look(), this.options.settleMs);
  }

  private async look(): Promise<void> {
    const complete: string[] = [];
    for (const [file, before] of [...this.waiting]) {
      const now = await stateOf(file);
      if (!this.waiting.has(file)) continue;
      if (now === undefined) this.waiting.delete(file);
      else if (now === before) {
        this.waiting.delete(file);
        complete.push(file);
      } else this.waiting.set(file, now);
    }
    if (this.timer === undefined) return;
    this.timer = undefined;
    if (this.waiting.size < this.options.most) this.tooMany = false;
    if (this.waiting.size > 0) this.lookLater();
    if (complete.length > 0) this.options.onComplete(complete);
  }
}

/** Size and time; of an empty file another each time, since something is still to come; undefined of one that has gone. */
async function stateOf(file: string): Promise<string | undefined> {
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) return undefined;
  return info.size === 0 ? `empty ${performance.now()}` : `${info.size} ${info.mtimeMs}`;
}
