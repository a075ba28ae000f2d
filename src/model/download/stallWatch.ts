import { XceptionError } from '../../shared/xceptionError';

/** Aborts what has given no sign of life for a while, or what the user aborts. */
export class StallWatch {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private stalled = false;
  private readonly abort = (): void => {
    this.controller.abort();
  };

  constructor(
    private readonly stallMs: number,
    private readonly asked: AbortSignal | undefined,
  ) {
    this.timer = setTimeout(() => {
      this.stalled = true;
      this.abort();
    }, stallMs);
    asked?.addEventListener('abort', this.abort);
    if (asked?.aborted) this.abort();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** A sign of life. */
  alive(): void {
    this.timer.refresh();
  }

  /**
   * What was thrown, or the reason why it was.
   *
   * @param host - for the message
   */
  reason(thrown: unknown, host: string): unknown {
    if (this.asked?.aborted) return new XceptionError('cancelled', 'Cancelled.');
    if (!this.stalled) return thrown;
    const seconds = Math.round(this.stallMs / 100) / 10;
    return new XceptionError(
      'timeout',
      `${host} has sent nothing for ${seconds} seconds. What has arrived is kept: try again, and the download goes on from there.`,
      { cause: thrown },
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asked?.removeEventListener('abort', this.abort);
  }
}
