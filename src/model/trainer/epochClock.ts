/** Guesses how long a training will go on, by its mean time for an epoch. */
export class EpochClock {
  private readonly started = performance.now();

  /** @param done - epochs that were done before it started */
  constructor(
    private readonly epochs: number,
    private readonly done = 0,
  ) {}

  /** Seconds after an epoch, counted from 1. */
  secondsLeft(epoch: number): number {
    const each = (performance.now() - this.started) / Math.max(1, epoch - this.done);
    return (each * (this.epochs - epoch)) / 1000;
  }
}
