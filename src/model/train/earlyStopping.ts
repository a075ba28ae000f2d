/** Less is noise, no improvement. */
const LEAST_GAIN = 1e-4;

/** Knows the best epoch until now, and when waiting for a better one is over. */
export class EarlyStopping {
  private lowest = Number.POSITIVE_INFINITY;
  private bestEpoch = 0;
  private latest = 0;

  /** @param patience - epochs without a lower loss after which it is over */
  constructor(private readonly patience: number) {}

  /** The epoch with the lowest loss; 0 before the first. */
  get best(): number {
    return this.bestEpoch;
  }

  get isOver(): boolean {
    return this.latest - this.bestEpoch >= this.patience;
  }

  /** @returns whether this epoch is the best one until now */
  offer(epoch: number, loss: number): boolean {
    this.latest = epoch;
    if (!(loss < this.lowest - LEAST_GAIN)) return false;
    this.lowest = loss;
    this.bestEpoch = epoch;
    return true;
  }
}
