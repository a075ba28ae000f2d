/** Turns many requests into few flushes: one at once, then at most one per interval, and always one after the last request. */
export class Coalescer {
  private timer: NodeJS.Timeout | undefined;
  private waiting = false;

  constructor(
    private readonly intervalMs: number,
    private readonly flush: () => void,
  ) {}

  request(): void {
    if (this.timer) {
      this.waiting = true;
      return;
    }
    this.flush();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.waiting) return;
      this.waiting = false;
      this.request();
    }, this.intervalMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = false;
  }
}
