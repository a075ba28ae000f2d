/** A layer of a Keras model, with every nested model dissolved into the layers it is made of. */
export interface KerasLayer {
  /** Unique in the model: the names of the models around it and its own, joined by `/`. */
  readonly id: string;
  readonly name: string;
  readonly className: string;
  /** Keras' own words for it: `filters`, `kernel_size`, `strides`, … */
  readonly config: Readonly<Record<string, unknown>>;
  /** Ids of the layers that its inputs come from, in order. */
  readonly inputs: readonly string[];
  /** Numbers that it is called with beside tensors: the 127.5 of `x / 127.5`. */
  readonly constants: readonly number[];
  /** How often the model calls it; more than once is a shared layer. */
  readonly calls: number;
  /** The layer of the outermost model that it lies in, or itself: the unit in which HDF5 files of Keras 2 are ordered. */
  readonly topLevel: string;
  /** Where Keras 3 keeps its variables: `layers/functional/layers/conv2d`. */
  readonly storagePath: string;
}

/** A Keras model as one flat graph. */
export interface KerasModelConfig {
  readonly name: string;
  /** In Keras' own order; Keras counts and stores its layers in it. */
  readonly layers: readonly KerasLayer[];
  /** Ids of the layers that pictures enter by. */
  readonly inputs: readonly string[];
  /** Ids of the layers that answers leave by. */
  readonly outputs: readonly string[];
}
