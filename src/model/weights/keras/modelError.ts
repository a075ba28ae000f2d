import { XceptionError } from '../../../shared/xceptionError';
import type { KerasLayer } from './kerasModelConfig';

/** What is said of a layer that stands where it cannot be run. */
export function unsupportedLayer(
  file: string,
  layer: KerasLayer,
  what: string,
  advice: string,
): XceptionError {
  return new XceptionError(
    'model-unsupported',
    `${file}: the layer "${layer.name}" (${layer.className}) cannot be run here: ${what}. ${advice}`,
  );
}
