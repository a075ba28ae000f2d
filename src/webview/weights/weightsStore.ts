import type { Handlers } from '../../shared/rpc';
import type { WeightsPageMethods, WeightsPageState } from '../../shared/weightsPageProtocol';
import { XceptionError } from '../../shared/xceptionError';

export interface WeightsSnapshot {
  /** Null until the host has answered. */
  readonly state: WeightsPageState | null;
  /** Why something that was asked for failed. */
  readonly trouble: string | null;
}

/** The host's state as the page last heard it. */
export class WeightsStore {
  private current: WeightsSnapshot = { state: null, trouble: null };
  private listener: (() => void) | undefined;

  /** What the host may tell the page. */
  readonly handlers: Handlers<WeightsPageMethods> = {
    setState: (state) => {
      this.setState(state);
      return null;
    },
    setReading: (reading) => {
      const { state } = this.current;
      if (state?.reading) this.setState({ ...state, reading });
      return null;
    },
  };

  get snapshot(): WeightsSnapshot {
    return this.current;
  }

  /** @returns a function that ends it */
  subscribe(listener: () => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = undefined;
    };
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

  private change(changes: Partial<WeightsSnapshot>): void {
    this.current = { ...this.current, ...changes };
    this.listener?.();
  }
}
