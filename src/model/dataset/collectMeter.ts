import type { RunCounts } from '../../shared/datasetProtocol';

/** How far a run is. */
export interface CollectProgress extends RunCounts {
  readonly step: 'loading' | 'scanning' | 'running' | 'paused';
  /** Pictures that the scan has found until now. */
  readonly found: number;
  /** Pictures that the inference process answers, of late; absent until it can be told. */
  readonly perSecond?: number;
  readonly millisecondsLeft?: number;
}

/** Speed is told of so long a time: a folder of large pictures among small ones shows. */
const WINDOW_MS = 30_000;

/** Counts a run's pictures and tells how fast they are. */
export class CollectMeter {
  private state: CollectProgress = {
    step: 'loading',
    found: 0,
    total: 0,
    done: 0,
    failed: 0,
    reasons: [],
  };
  /** When so many pictures had been answered. */
  private samples: { readonly at: number; readonly answered: number }[] = [];
  private answered = 0;

  constructor(
    private readonly onProgress: ((progress: CollectProgress) => void) | undefined,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Whether every picture is done or has failed. */
  get isComplete(): boolean {
    const { total, done, failed } = this.state;
    return done + failed >= total;
  }

  step(step: CollectProgress['step']): void {
    if (step === 'running') this.samples = [{ at: this.clock(), answered: this.answered }];
    this.tell({ step });
  }

  found(found: number): void {
    this.tell({ found });
  }

  /** The time of a pause is not counted. */
  pause(paused: boolean): void {
    this.step(paused ? 'paused' : 'running');
  }

  /** @param answered - pictures that the inference process has answered since the last call */
  update({ total, done, failed, reasons }: RunCounts, answered = 0): void {
    this.answered += answered;
    const now = this.clock();
    this.samples.push({ at: now, answered: this.answered });
    while (this.samples.length > 2 && now - (this.samples[1]?.at ?? now) > WINDOW_MS) this.samples.shift();
    this.tell({ total, done, failed, reasons, ...this.speed(total - done - failed) });
  }

  private speed(left: number): Pick<CollectProgress, 'perSecond' | 'millisecondsLeft'> {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (!first || !last || last.answered === first.answered || last.at <= first.at) return {};
    const perSecond = (1000 * (last.answered - first.answered)) / (last.at - first.at);
    return { perSecond, millisecondsLeft: (1000 * left) / perSecond };
  }

  private tell(change: Partial<CollectProgress>): void {
    this.state = { ...this.state, ...change };
    this.onProgress?.(this.state);
  }
}
