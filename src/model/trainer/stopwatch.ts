/** Tells how long each of several pieces of work took, one after another. */
export class Stopwatch {
  private last = performance.now();

  /** Milliseconds since the start or the last lap. */
  lap(): number {
    const now = performance.now();
    const taken = now - this.last;
    this.last = now;
    return taken;
  }
}
