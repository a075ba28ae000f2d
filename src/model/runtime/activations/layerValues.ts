import { nativeTensorflow } from '../nativeTensorflow';
import type { ActivationStore, StoredPicture } from './activationStore';
import type { LayerValues } from './layerStatistics';

/**
 * One layer's output for a picture, as numbers.
 *
 * @throws XceptionError `usage` for a layer that is not there
 */
export function layerValues(store: ActivationStore, name: string, picture: StoredPicture): LayerValues {
  return nativeTensorflow().tidy(() => {
    const output = store.outputsOf([name], picture).get(name);
    const shape = output?.shape ?? [];
    const values = output?.dataSync<'float32'>().slice() ?? new Float32Array();
    const [, height = 1, width = 1, channels = 1] = shape.length === 4 ? shape : [1, 1, 1, shape.at(-1)];
    return { values, height, width, channels };
  });
}
