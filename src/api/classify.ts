import type { ImageResult } from '../shared/classification';
import type { ClassifyOptions } from './loadedModel';
import { withModel } from './withModel';

/**
 * {@link LoadedModel.classify} for once: loads the model, classifies, and ends the inference process. Whoever has more
 * pictures later is faster with {@link load}.
 *
 * @param paths - files and folders
 * @param options - `model` as for {@link load}, the sample model by default; the rest as for {@link LoadedModel.classify}
 * @throws XceptionError as {@link load} and {@link LoadedModel.classify}
 */
export function classify(
  paths: string | readonly string[],
  { model, ...options }: ClassifyOptions & { readonly model?: string } = {},
): Promise<readonly ImageResult[]> {
  return withModel(model, options, (loaded) => loaded.classify(paths, options));
}
