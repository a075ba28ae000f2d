import { XceptionError } from '../../../shared/xceptionError';
import type { ActivationStore, StoredPicture } from './activationStore';
import type { LayerValues } from './layerStatistics';

/**
 * One layer's output for a picture, as numbers.
 *
 * @throws XceptionError `usage` for a layer that is not there
 */
export function layerValues(store: ActivationStore, name: string, picture: StoredPicture): LayerValues {
  // No tidy: it would look through millions of numbers for tensors to keep.
  const output = store.outputsOf([name], picture).get(name);
  if (!output) throw new XceptionError('internal', `The layer ${name} gave no output.`);
  try {
    const [height = 1, width = 1] = output.rank === 4 ? output.shape.slice(1) : [];
    const channels = output.shape.at(-1) ?? 1;
    return { values: output.dataSync<'float32'>(), height, width, channels };
  } finally {
    output.dispose();
  }
}
