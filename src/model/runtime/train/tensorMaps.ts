import type { Tensor } from '@tensorflow/tfjs-node';
import type { Weights, WeightTensor } from '../../weights/tensorFile';
import { nativeTensorflow } from '../nativeTensorflow';
import type { NamedTensors } from './optimizers';

/** Tensors with these values, for the caller to dispose. */
export function uploaded(weights: Weights): Map<string, Tensor> {
  const tf = nativeTensorflow();
  return new Map(
    [...weights].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape], 'float32')]),
  );
}

/** The values of tensors, in memory of their own. */
export function downloaded(tensors: NamedTensors): Map<string, WeightTensor> {
  return new Map(
    [...tensors].map(([name, tensor]) => [
      name,
      { shape: tensor.shape, data: tensor.dataSync<'float32'>().slice() },
    ]),
  );
}
