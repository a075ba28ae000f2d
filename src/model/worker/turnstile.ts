interface Waiting {
  readonly weight: number;
  readonly enter: () => void;
}

/**
 * Lets one piece of work through at a time, lightest job first: a single picture passes ahead of the next batch of a long
 * run, and runs of equal weight take turns.
 */
export class Turnstile {
  private readonly waiting: Waiting[] = [];
  private busy = false;

  /**
   * Waits for its turn, then works.
   *
   * @param weight - how much work the job still has: less goes first
   */
  async pass<T>(weight: number, work: () => T | Promise<T>): Promise<T> {
    if (this.busy) {
      await new Promise<void>((enter) => {
        const place = this.waiting.findIndex((other) => other.weight > weight);
        this.waiting.splice(place < 0 ? this.waiting.length : place, 0, { weight, enter });
      });
    }
    this.busy = true;
    try {
      return await work();
    } finally {
      // The next one is let in without `busy` ever being false, so that nobody can slip in between.
      const next = this.waiting.shift();
      if (next) next.enter();
      else this.busy = false;
    }
  }
}
