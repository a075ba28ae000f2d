import { XceptionError } from '../../shared/xceptionError';
import type { Weights, WeightTensor } from '../weights/tensorFile';

/** @throws XceptionError `model-mismatch` when the weights lack a tensor of the network */
export function requireTensor(weights: Weights, name: string): WeightTensor {
  const tensor = weights.get(name);
  if (tensor) return tensor;
  throw new XceptionError('model-mismatch', `The weights have no tensor ${name}.`);
}
