import path from 'node:path';
import { namedModel } from '../model/weights/catalogue';
import { InferenceClient } from '../model/worker/inferenceClient';
import { loadedModel, type CallOptions, type LoadedModel } from './loadedModel';

export interface LoadOptions extends CallOptions {
  /** Threads for one operation of TensorFlow; by default one for each core. */
  readonly threads?: number;
}

/**
 * Loads a model into an inference process of its own. That process ends with {@link LoadedModel.close}; where that is
 * forgotten, with this process, which it does not keep alive.
 *
 * @param model - an id (`kitchenware`, `imagenet`), a model file, or `untrained:paper`, `untrained:article`,
 * `untrained:pytorch` for a network with weights by formula
 * @throws XceptionError `model-missing` when there is none of that name, or it is not on this machine yet; `model-…` for a
 * file that is no Xception; `native-missing` without TensorFlow; `cancelled`
 */
export async function load(model: string, options: LoadOptions = {}): Promise<LoadedModel> {
  const { threads, signal } = options;
  const request = namedModel(model);
  const client = new InferenceClient({
    entry: path.join(__dirname, 'worker.js'),
    holdsParent: false,
    ...(threads !== undefined && { env: { TF_NUM_INTRAOP_THREADS: String(threads) } }),
  });
  try {
    return await loadedModel(client, request, () => client.stop(), { ...(signal && { signal }) });
  } catch (thrown) {
    await client.dispose();
    throw thrown;
  }
}
