import type { RunState } from '../shared/panelProtocol';

/** Pictures that are being classified. */
export interface Run {
  readonly state: RunState;
  /**
   * Runs to the end.
   *
   * @throws XceptionError why it ended early, `cancelled` included
   */
  run(): Promise<void>;
  /** Ends it; what is done stays. */
  cancel(): void;
  /** Lets it rest, or go on; of a run that can. */
  setPaused?(paused: boolean): void;
}
