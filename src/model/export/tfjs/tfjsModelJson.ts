import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import type { KerasLayerSpec, KerasModelSpec } from '../keras/kerasLayerSpec';

/** Activations that TensorFlow.js 4.22 has, and its word for them. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  ...{ linear: 'linear', relu: 'relu', softmax: 'softmax', sigmoid: 'sigmoid', tanh: 'tanh' },
  ...{ elu: 'elu', selu: 'selu', softplus: 'softplus', silu: 'swish', gelu: 'gelu' },
};

/**
 * A model's topology in the words of Keras 2, which TensorFlow.js reads.
 *
 * Source: `deserialize` in tfjs-layers/src/layers/serialization.ts, `fromConfig` in tfjs-layers/src/engine/container.ts.
 *
 * @throws XceptionError `model-unsupported` for a scaling per channel, which TensorFlow.js has no layer for
 */
export function tfjsTopology({ name, layers, input, output }: KerasModelSpec, title: string): object {
  return {
    keras_version: '2.15.0',
    backend: 'tensorflow',
    model_config: {
      class_name: 'Functional',
      config: {
        name,
        trainable: true,
        layers: layers.map((layer) => layerJson(layer, title)),
        input_layers: [[input, 0, 0]],
        output_layers: [[output, 0, 0]],
      },
    },
  };
}

function layerJson({ name, className, config, inputs }: KerasLayerSpec, title: string): object {
  const { batch_shape: batchShape, ...rest } = config;
  if (className === 'Rescaling' && Object.values(rest).some(Array.isArray)) {
    throw new XceptionError(
      'model-unsupported',
      `${path.basename(title)} scales each colour in its own way, which TensorFlow.js has no layer for. Choose another format, such as onnx.`,
    );
  }
  const { activation } = config;
  const word = typeof activation === 'string' ? { activation: ACTIVATIONS[activation] } : {};
  return {
    class_name: className,
    config: {
      name,
      dtype: 'float32',
      ...(className !== 'InputLayer' && { trainable: true }),
      ...rest,
      ...word,
      ...(batchShape !== undefined && { batch_input_shape: batchShape, sparse: false }),
    },
    name,
    inbound_nodes: inputs.length === 0 ? [] : [inputs.map((from) => [from, 0, 0, {}])],
  };
}
