import path from 'node:path';
import { cacheFolder } from '../../../src/model/cacheFolder';
import { resolveModel } from '../../../src/model/weights/catalogue';
import type { InferenceClient } from '../../../src/model/worker/inferenceClient';
import { isFailure, type ImageResult, type ModelRequest } from '../../../src/shared/classification';
import { XceptionError } from '../../../src/shared/xceptionError';
import { projectRoot } from '../../support/paths';

export const entry = path.join(projectRoot, 'dist', 'worker.js');

const kitchenware = path.join(cacheFolder(), 'models', 'kitchenware');

/** The sample network, from its file. */
export const sampleModel: ModelRequest = resolveModel('kitchenware');

/** A photograph that came with the sample network, and the answer that Keras gives to it. */
export const cup = {
  file: path.join(kitchenware, 'photographs', '0000.jpg'),
  label: 0,
  probability: 0.99965,
};

/** What came of a run: results by their place, and the error that ended it. */
export interface Outcome {
  readonly results: ReadonlyMap<number, ImageResult>;
  readonly error: XceptionError | undefined;
}

/** Classifies, and keeps what came before an end. */
export async function classify(
  client: InferenceClient,
  files: readonly string[],
  onResult: (done: number) => void = () => undefined,
): Promise<Outcome> {
  const results = new Map<number, ImageResult>();
  try {
    await client.call(
      'classify',
      { model: sampleModel, files, topK: 6 },
      {
        onProgress: ({ index, result }) => {
          results.set(index, result);
          onResult(results.size);
        },
      },
    );
    return { results, error: undefined };
  } catch (thrown) {
    return { results, error: XceptionError.from(thrown) };
  }
}

/** How many of these are Keras' answer to {@link cup}. */
export function right(results: Iterable<ImageResult>): number {
  return [...results].filter((result) => {
    if (isFailure(result)) return false;
    const [best] = result.predictions;
    return best?.index === cup.label && Math.abs(best.probability - cup.probability) < 1e-4;
  }).length;
}
