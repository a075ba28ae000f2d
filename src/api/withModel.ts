import { load } from './load';
import type { CallOptions, LoadedModel } from './loadedModel';

/** The model that is meant where none is named. */
const DEFAULT_MODEL = 'kitchenware';

/** Works with a model that is closed whatever comes of it. */
export async function withModel<T>(
  model: string | undefined,
  options: CallOptions,
  work: (loaded: LoadedModel) => Promise<T>,
): Promise<T> {
  const loaded = await load(model ?? DEFAULT_MODEL, { ...(options.signal && { signal: options.signal }) });
  try {
    return await work(loaded);
  } finally {
    await loaded.close();
  }
}
