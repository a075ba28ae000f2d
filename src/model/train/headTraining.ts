import type { ActivationName } from '../arch/layerOp';

/** Features of pictures, with the class of each. */
export interface LabelledFeatures {
  /** `[labels.length, size]`. */
  readonly values: Float32Array;
  /** Numbers per picture. */
  readonly size: number;
  /** Index of each picture's class. */
  readonly labels: readonly number[];
}

/** A dense layer with its weights. */
export interface DenseWeights {
  /** `[inputs, units]`. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly activation: ActivationName;
}

/** What was trained: dense layers that take the backbone's features as they are; the last one ends in softmax. */
export interface TrainedHead {
  readonly layers: readonly DenseWeights[];
}
