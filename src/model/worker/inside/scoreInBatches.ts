import { setImmediate } from 'node:timers/promises';
import type { StepProgress } from '../../../shared/explainProtocol';
import type { ScorePictures } from '../../runtime/explain/scoreBatch';
import type { RunnableModel } from '../../runtime/runnableModel';
import type { Turnstile } from '../turnstile';

/**
 * Pictures that run together. The kernels keep what they needed most of all for the life of the process, and a batch of eight
 * needs twice as much beside a model that is there layer by layer too; it is no faster for it.
 */
const BATCH = 4;

export interface ScoreOptions {
  readonly turnstile: Turnstile;
  readonly signal: AbortSignal;
  readonly progress: (progress: StepProgress) => void;
}

/** Scores pictures on the fast path, a batch at a time, letting other work through between two batches. */
export function scoreInBatches(
  model: RunnableModel,
  { turnstile, signal, progress }: ScoreOptions,
): ScorePictures {
  return async (count, picture) => {
    const scores: Float32Array[] = [];
    while (scores.length < count) {
      const size = Math.min(BATCH, count - scores.length);
      scores.push(
        ...(await turnstile.pass(count - scores.length, () => {
          signal.throwIfAborted();
          return model.score(Array.from({ length: size }, (_, index) => picture(scores.length + index)));
        })),
      );
      progress({ done: scores.length, total: count });
      // The kernels ran on this thread: let a cancel in before the next batch.
      await setImmediate();
    }
    return scores;
  };
}
