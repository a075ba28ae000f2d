import { snakeCase } from '../../weights/keras/snakeCase';
import type { KerasLayerSpec, KerasModelSpec } from './kerasLayerSpec';

/** The version of Keras whose formats these are. */
export const KERAS_VERSION = '3.15.1';

/**
 * A model's configuration as Keras 3 writes it in `config.json` and `model_config`.
 *
 * Sources: `serialize_node` in keras/src/models/functional.py, `serialize_keras_object` in
 * keras/src/saving/serialization_lib.py.
 */
export function kerasModelJson({ name, layers, input, output }: KerasModelSpec): object {
  const shapes = new Map(layers.map((layer) => [layer.name, layer.outputShape]));
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name,
      trainable: true,
      layers: layers.map((layer) => layerJson(layer, shapes)),
      input_layers: [input, 0, 0],
      output_layers: [output, 0, 0],
    },
    registered_name: 'Functional',
  };
}

function layerJson(layer: KerasLayerSpec, shapes: ReadonlyMap<string, readonly number[]>): object {
  const { name, className, config, inputs } = layer;
  const tensors = inputs.map((input) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, ...(shapes.get(input) ?? [])], dtype: 'float32', keras_history: [input, 0, 0] },
  }));
  // A merge is called with one list, every other layer with one tensor.
  const args = tensors.length > 1 ? [tensors] : tensors;
  const own = className === 'InputLayer' ? {} : { trainable: true };
  return {
    module: 'keras.layers',
    class_name: className,
    config: { name, ...own, dtype: 'float32', ...config },
    registered_name: null,
    name,
    inbound_nodes: inputs.length === 0 ? [] : [{ args, kwargs: {} }],
  };
}

/**
 * Where Keras 3 keeps a layer's variables, by the layer's name: its class, counted.
 *
 * Source: `_save_container_state` in keras/src/saving/saving_lib.py.
 */
export function kerasStoragePaths(layers: readonly KerasLayerSpec[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    layers.map(({ name, className }) => {
      const word = snakeCase(className);
      const count = counts.get(word) ?? 0;
      counts.set(word, count + 1);
      return [name, `layers/${count === 0 ? word : `${word}_${count}`}`];
    }),
  );
}
