import type { LayerNode } from './networkGraph';
import type { ReceptiveField } from './receptiveField';

/** A feature map's size, without the batch axis; a vector is `1×1` with {@link flat} set. */
export interface FeatureSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** True after pooling or flattening: the tensor is `[N, channels]`. */
  readonly flat: boolean;
}

/** Padding of a layer's window, in pixels on each side. */
export interface WindowPadding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A layer at one input size. */
export interface SizedLayer extends Omit<LayerNode, 'inputs'> {
  readonly inputNames: readonly string[];
  readonly inputs: readonly FeatureSize[];
  readonly output: FeatureSize;
  /** What TensorFlow's "same" or PyTorch's number comes to here; absent for layers without a window. */
  readonly padding?: WindowPadding;
  /** Along the height and along the width. */
  readonly field: readonly [ReceptiveField, ReceptiveField];
}
