import type { Handlers } from '../../shared/rpc';
import type { WeightsPageMethods, WeightsPageState } from '../../shared/weightsPageProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { SnapshotStore } from '../snapshotStore';

interface WeightsSnapshot {
  /** Null until the host has answered. */
  readonly state: WeightsPageState | null;
  /** Why something that was asked for failed. */
  readonly trouble: string | null;
}

/** The host's state as the page last heard it. */
export class WeightsStore extends SnapshotStore<WeightsSnapshot> {
  /** What the host may tell the page. */
  readonly handlers: Handlers<WeightsPageMethods> = {
    setState: (state) => {
      this.setState(state);
      return null;
    },
    setReading: (reading) => {
      const { state } = this.snapshot;
      if (state?.reading) this.setState({ ...state, reading });
      return null;
    },
  };

  constructor() {
    super({ state: null, trouble: null });
  }

  setState(state: WeightsPageState): void {
    this.change({ state });
  }

  /** Shows why something failed; what was cancelled is not told. */
  report(thrown: unknown): void {
    const { code, message } = XceptionError.from(thrown);
    if (code !== 'cancelled') this.change({ trouble: message });
  }

  dismiss(): void {
    this.change({ trouble: null });
  }
}
