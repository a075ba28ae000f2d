import path from 'node:path';
import {
  isFailure,
  type BackendInfo,
  type ImageResult,
  type ModelRecord,
  type ModelRequest,
  type PreprocessingChoice,
} from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import type { InferenceCaller } from './inferenceClient';
import type { Slot } from '../image/listPictures';

export interface ClassifyJob {
  readonly model: ModelRequest;
  /** Files as their user named them. */
  readonly slots: readonly Slot[];
  readonly topK: number;
  readonly preprocessing: PreprocessingChoice;
  readonly signal: AbortSignal;
}

/** What a run tells while it goes on. */
export interface RunListener {
  /** @throws XceptionError to stop before any picture is classified */
  ready(start: RunStart): void;
  /** A slot has its result; `index` counts all slots, `done` those that have one. */
  result(index: number, result: ImageResult, done: number): void;
}

export interface RunStart {
  readonly backend: BackendInfo;
  readonly model: ModelRecord;
}

export interface RunReport extends RunStart {
  /** One per slot, in their order. */
  readonly results: readonly ImageResult[];
  /** Why the run ended before its end, if it did. */
  readonly ended?: XceptionError;
}

/**
 * Classifies the pictures of all slots in the inference process. If that process dies, or the user interrupts, what is
 * done stands, and the pictures without a result get the reason instead.
 *
 * @throws XceptionError when it ends before the model is loaded: `model-…`, `native-missing`, `process-ended`, `cancelled`
 */
export async function classifyRun(
  client: InferenceCaller,
  job: ClassifyJob,
  listener: RunListener,
): Promise<RunReport> {
  const { model: request, slots, topK, preprocessing, signal } = job;
  const model = await client.call('load', request, { signal });
  const { backend } = await client.call('status', null, { signal });
  listener.ready({ backend, model });

  const results = new Map<number, ImageResult>();
  const settle = (index: number, result: ImageResult): void => {
    results.set(index, result);
    listener.result(index, result, results.size);
  };
  const waiting: number[] = [];
  slots.forEach((slot, index) => {
    if ('error' in slot) settle(index, slot);
    else waiting.push(index);
  });
  let ended: XceptionError | undefined;
  try {
    if (waiting.length > 0) {
      const files = waiting.map((index) => path.resolve(slots[index]?.file ?? ''));
      await client.call(
        'classify',
        { model: request, files, topK, preprocessing },
        {
          signal,
          onProgress: ({ index, result }) => {
            const slot = waiting[index] ?? -1;
            settle(slot, { ...result, file: slots[slot]?.file ?? result.file });
          },
        },
      );
    }
  } catch (thrown) {
    ended = XceptionError.from(thrown);
  }
  const reason = (ended ?? new XceptionError('internal', 'The inference process gave no result.')).toData();
  for (const index of waiting) {
    if (!results.has(index)) results.set(index, { file: slots[index]?.file ?? '', error: reason });
  }
  return {
    backend,
    model,
    results: slots.flatMap((_, index) => results.get(index) ?? []),
    ...(ended && { ended }),
  };
}

/** How many results are classifications. */
export function countClassified(results: readonly ImageResult[]): number {
  return results.filter((result) => !isFailure(result)).length;
}
