interface Waiting {
  readonly weight: number;
  readonly enter: () => void;
}

/**
 * Lets one piece of work through at a time, or a few, lightest job first: a single picture passes ahead of the next batch of
 * a long run, and runs of equal weight take turns.
 */
export class Turnstile {
  private readonly waiting: Waiting[] = [];
  private busy = 0;

  /** @param lanes - how many may be inside together */
  constructor(private readonly lanes = 1) {}

  /**
   * Waits for its turn, then works.
   *
   * @param weight - how much work the job still has: less goes first
   */
  async pass<T>(weight: number, work: () => T | Promise<T>): Promise<T> {
    if (this.busy >= this.lanes) {
      await new Promise<void>((enter) => {
        const place = this.waiting.findIndex((other) => other.weight > weight);
        this.waiting.splice(place < 0 ? this.waiting.length : place, 0, { weight, enter });
      });
    } else {
      this.busy++;
    }
    try {
      return await work();
    } finally {
      // The next one takes over this one's lane, which is never free in between, so that nobody can slip in.
      const next = this.waiting.shift();
      if (next) next.enter();
      else this.busy--;
    }
  }
}
