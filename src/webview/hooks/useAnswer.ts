import { useEffect, useState } from 'preact/hooks';
import type { StepProgress } from '../../shared/explainProtocol';
import type { CallOptions } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';

/** A question to the inference process, and where its answer stands. */
export interface Answer<T> {
  /** The last answer. While the next is on its way it stays, so that nothing flickers. */
  readonly value: T | null;
  readonly running: boolean;
  readonly progress: StepProgress | null;
  readonly failure: string | null;
  /** The user ended it before there was an answer. */
  readonly stopped: boolean;
  readonly stop: () => void;
  readonly again: () => void;
}

type Standing<T> = Pick<Answer<T>, 'value' | 'running' | 'progress' | 'failure' | 'stopped'>;

const QUIET = { running: false, progress: null, failure: null, stopped: false } as const;

/**
 * Asks a question, and asks anew when it changes; an older one is cancelled.
 *
 * @param key - the question as text; null asks nothing
 * @param ask - must ask what the key says
 * @param delay - milliseconds to wait for a still newer question
 */
export function useAnswer<T>(
  key: string | null,
  ask: (options: CallOptions<StepProgress>) => Promise<T>,
  delay = 0,
): Answer<T> {
  const [standing, setStanding] = useState<Standing<T>>({ value: null, ...QUIET, running: key !== null });
  const [attempt, setAttempt] = useState(0);
  const [controller, setController] = useState<AbortController | null>(null);
  useEffect(() => {
    if (key === null) {
      setStanding({ value: null, ...QUIET });
      return undefined;
    }
    const current = new AbortController();
    const { signal } = current;
    setController(current);
    setStanding(({ value }) => ({ value, ...QUIET, running: true }));
    const begin = async (): Promise<void> => {
      try {
        const onProgress = (progress: StepProgress): void => {
          if (!signal.aborted) setStanding((before) => ({ ...before, progress }));
        };
        const value = await ask({ signal, onProgress });
        if (!signal.aborted) setStanding({ value, ...QUIET });
      } catch (thrown) {
        const failure = XceptionError.from(thrown).message;
        if (!signal.aborted) setStanding(({ value }) => ({ value, ...QUIET, failure }));
      }
    };
    const timer = setTimeout(() => void begin(), delay);
    return () => {
      clearTimeout(timer);
      current.abort();
    };
    // The key says all that the question asks.
  }, [key, attempt]);
  return {
    ...standing,
    stop: () => {
      controller?.abort();
      setStanding(({ value }) => ({ value, ...QUIET, stopped: true }));
    },
    again: () => {
      setAttempt(attempt + 1);
    },
  };
}
