import type { Explanation } from '../shared/explainProtocol';
import type { ExplainOptions } from './loadedModel';
import { withModel } from './withModel';

/**
 * {@link LoadedModel.explain} for once: loads the model, explains, and ends the inference process.
 *
 * @param file - a picture
 * @param options - `model` as for {@link load}, the sample model by default; the rest as for {@link LoadedModel.explain}
 * @throws XceptionError as {@link load} and {@link LoadedModel.explain}
 */
export function explain(
  file: string,
  { model, ...options }: ExplainOptions & { readonly model?: string } = {},
): Promise<Explanation> {
  return withModel(model, options, (loaded) => loaded.explain(file, options));
}
