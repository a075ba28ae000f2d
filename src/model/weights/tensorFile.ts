import type { ModelRecord } from '../../shared/classification';
import type { HeadLayer } from '../arch/networkGraph';

/** A weight tensor as bytes: float32, little-endian, C order, in TensorFlow's layout (see VariableSpec.shape). */
export interface WeightTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** All weights of a network by this product's tensor names (`block1_conv1/kernel`). */
export type Weights = ReadonlyMap<string, WeightTensor>;

/** A model that was read from a file and fits its network. */
export interface OpenedModel {
  readonly record: ModelRecord;
  readonly head: readonly HeadLayer[];
  readonly weights: Weights;
}
