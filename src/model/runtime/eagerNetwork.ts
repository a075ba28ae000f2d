import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import { XceptionError } from '../../shared/xceptionError';
import type { ActivationName } from '../arch/layerOp';
import type { SizedLayer } from '../arch/sizedLayer';
import { tensorName, variablesOf, type VariableRole } from '../arch/variables';
import type { Weights } from '../weights/tensorFile';
import { nativeTensorflow, type Tensorflow } from './nativeTensorflow';
import { tfPadding, type TfPadding } from './tfPadding';

/** Called with every layer's output, `[N, H, W, C]` or `[N, C]`; the tensor is disposed when it returns. */
export type LayerVisitor = (layer: SizedLayer, output: Tensor) => void;

/**
 * A network run operation by operation, exactly as its framework defines it: nothing folded, every layer's output at
 * hand. Slower than the graph, and the one to look inside with.
 */
export class EagerNetwork {
  private readonly tf: Tensorflow = nativeTensorflow();
  private readonly tensors = new Map<string, Tensor>();
  private readonly lastUse = new Map<string, number>();

  /**
   * @param layers - every layer after its inputs
   * @throws XceptionError `model-mismatch` when a tensor is missing
   */
  constructor(
    private readonly layers: readonly SizedLayer[],
    framework: 'keras' | 'pytorch',
    weights: Weights,
    private readonly output: string,
  ) {
    for (const variable of layers.flatMap((layer) => variablesOf(layer, framework))) {
      const name = tensorName(variable);
      const weight = weights.get(name);
      if (!weight) throw new XceptionError('model-mismatch', `The weights have no tensor ${name}.`);
      this.tensors.set(name, this.tf.tensor(weight.data, [...weight.shape], 'float32'));
    }
    layers.forEach((layer, index) => {
      for (const input of layer.inputNames) this.lastUse.set(input, index);
    });
  }

  /**
   * Runs the network.
   *
   * @param images - `[N, H, W, 3]`, normalised; not disposed
   * @returns the output `[N, classes]`, owned by the caller
   */
  run(images: Tensor4D, visit?: LayerVisitor): Tensor {
    const live = new Map<string, Tensor>();
    try {
      this.layers.forEach((layer, index) => {
        const inputs = layer.inputNames
          .map((name) => live.get(name))
          .filter((tensor) => tensor !== undefined);
        const result = this.tf.tidy(() => this.compute(layer, inputs, images));
        live.set(layer.name, result);
        visit?.(layer, result);
        for (const name of layer.inputNames) {
          if (this.lastUse.get(name) !== index || name === this.output) continue;
          live.get(name)?.dispose();
          live.delete(name);
        }
      });
      const output = live.get(this.output);
      if (!output) throw new XceptionError('internal', `The network has no layer ${this.output}.`);
      live.delete(this.output);
      return output;
    } finally {
      for (const tensor of live.values()) tensor.dispose();
    }
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }

  private compute(layer: SizedLayer, inputs: readonly Tensor[], images: Tensor4D): Tensor {
    const { tf } = this;
    const { op, name } = layer;
    const [first = images] = inputs;
    const map = first as Tensor4D;
    switch (op.kind) {
      case 'input':
        return images.clone();
      case 'conv':
      case 'pointwise': {
        const padding = tfPadding(layer, op.kernel, op.stride);
        const kernel = this.kernel(name, op.kind === 'conv' ? 'kernel' : 'pointwise');
        return this.biased(name, tf.conv2d(this.padded(map, padding, 0), kernel, op.stride, tfWord(padding)));
      }
      case 'depthwise':
        return this.biased(name, this.depthwise(layer, map, op.kernel, op.stride));
      case 'sepconv': {
        const spatial = this.depthwise(layer, map, op.kernel, op.stride);
        return this.biased(name, tf.conv2d(spatial, this.kernel(name, 'pointwise'), 1, 'valid'));
      }
      case 'batchnorm':
        return tf.batchNorm(
          first,
          this.weight(name, 'mean'),
          this.weight(name, 'variance'),
          this.weight(name, 'beta'),
          this.weight(name, 'gamma'),
          op.epsilon,
        );
      case 'relu':
        return tf.relu(first);
      case 'maxpool': {
        const padding = tfPadding(layer, op.size, op.stride);
        return tf.maxPool(this.padded(map, padding, -Infinity), op.size, op.stride, tfWord(padding));
      }
      case 'add':
        return tf.addN([...inputs]);
      case 'concat':
        return tf.concat([...inputs], -1);
      case 'pool':
        return op.mode === 'average' ? tf.mean(first, [1, 2]) : tf.max(first, [1, 2]);
      case 'flatten':
        return tf.reshape(first, [-1, layer.output.channels]);
      case 'dense': {
        const scores = tf.matMul(first, this.weight(name, 'kernel'));
        return activate(tf, op.activation, this.biased(name, scores));
      }
      case 'dropout':
        return first.clone();
      case 'activation':
        return activate(tf, op.activation, first);
    }
  }

  private depthwise(layer: SizedLayer, map: Tensor4D, kernel: number, stride: number): Tensor4D {
    const padding = tfPadding(layer, kernel, stride);
    const filter = this.kernel(layer.name, 'depthwise');
    return this.tf.depthwiseConv2d(this.padded(map, padding, 0), filter, stride, tfWord(padding));
  }

  private padded(map: Tensor4D, { explicit }: TfPadding, value: number): Tensor4D {
    if (!explicit) return map;
    const { top, bottom, left, right } = explicit;
    return this.tf.pad4d(
      map,
      [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      value,
    );
  }

  private biased(layer: string, value: Tensor): Tensor {
    const bias = this.tensors.get(tensorName({ layer, role: 'bias' }));
    return bias ? this.tf.add(value, bias) : value;
  }

  private kernel(layer: string, role: VariableRole): Tensor4D {
    return this.weight(layer, role) as Tensor4D;
  }

  private weight(layer: string, role: VariableRole): Tensor {
    const tensor = this.tensors.get(tensorName({ layer, role }));
    if (!tensor) throw new XceptionError('internal', `The layer ${layer} has no ${role}.`);
    return tensor;
  }
}

function tfWord({ word }: TfPadding): 'same' | 'valid' {
  return word === 'SAME' ? 'same' : 'valid';
}

function activate(tf: Tensorflow, activation: ActivationName, value: Tensor): Tensor {
  switch (activation) {
    case 'linear':
      return value.clone();
    case 'gelu':
      return tf.mul(tf.mul(value, 0.5), tf.add(tf.erf(tf.mul(value, Math.SQRT1_2)), 1));
    case 'silu':
      return tf.mul(value, tf.sigmoid(value));
    default:
      return tf[activation](value);
  }
}
