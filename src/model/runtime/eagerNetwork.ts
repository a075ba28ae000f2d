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
    readonly layers: readonly SizedLayer[],
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
    const live = this.walk(images, this.layers, visit);
    const output = live.get(this.output);
    live.delete(this.output);
    this.tf.dispose([...live.values()]);
    if (!output) throw new XceptionError('internal', `The network has no layer ${this.output}.`);
    return output;
  }

  /**
   * Outputs of some layers, and of no others at the same time.
   *
   * @returns tensors that the enclosing tidy, or else the caller, disposes
   */
  outputsOf(names: readonly string[], images: Tensor4D): ReadonlyMap<string, Tensor> {
    const wanted = new Set(names);
    const outputs = new Map<string, Tensor>();
    const last = this.layers.findLastIndex(({ name }) => wanted.has(name));
    this.walk(images, this.layers.slice(0, last + 1), (layer, output) => {
      if (wanted.has(layer.name)) outputs.set(layer.name, output.clone());
    }).forEach((tensor) => tensor.dispose());
    return outputs;
  }

  /**
   * Runs the layers that depend on others' outputs, from those outputs: the network's tail, for gradients. Within a tidy.
   *
   * @param tail - layers in order; whatever they take their input from is in `known` or before them
   * @param known - outputs of the layers before the tail
   * @returns the scores: the last layer's output before its softmax or sigmoid
   */
  runTail(tail: readonly SizedLayer[], known: ReadonlyMap<string, Tensor>): Tensor {
    const outputs = new Map(known);
    let scores: Tensor | undefined;
    for (const layer of tail) {
      const scored = withoutFinalActivation(layer);
      scores = this.compute(scored, inputsOf(layer, outputs), undefined);
      outputs.set(layer.name, scores);
    }
    if (!scores) throw new XceptionError('internal', 'A tail of no layers has no scores.');
    return scores;
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }

  /** Runs layers in order and lets go of each output after its last use; returns what is left, for the caller to dispose. */
  private walk(images: Tensor4D, layers: readonly SizedLayer[], visit?: LayerVisitor): Map<string, Tensor> {
    const live = new Map<string, Tensor>();
    try {
      layers.forEach((layer, index) => {
        const result = this.tf.tidy(() => this.compute(layer, inputsOf(layer, live), images));
        live.set(layer.name, result);
        visit?.(layer, result);
        for (const name of layer.inputNames) {
          if (this.lastUse.get(name) !== index || name === this.output) continue;
          live.get(name)?.dispose();
          live.delete(name);
        }
      });
      return live;
    } catch (thrown) {
      this.tf.dispose([...live.values()]);
      throw thrown;
    }
  }

  private compute(layer: SizedLayer, inputs: readonly Tensor[], images: Tensor4D | undefined): Tensor {
    const { tf } = this;
    const { op, name } = layer;
    const first = inputs[0] ?? images;
    if (!first) throw new XceptionError('internal', `The layer ${name} has no input.`);
    const map = first as Tensor4D;
    switch (op.kind) {
      case 'input':
        return first.clone();
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

function inputsOf(layer: SizedLayer, outputs: ReadonlyMap<string, Tensor>): readonly Tensor[] {
  return layer.inputNames.map((name) => outputs.get(name)).filter((tensor) => tensor !== undefined);
}

/** Softmax squeezes gradients to nothing where the network is sure; explanations start from the scores. */
function withoutFinalActivation(layer: SizedLayer): SizedLayer {
  const { op } = layer;
  if (op.kind === 'dense' && isFinal(op.activation)) return { ...layer, op: { ...op, activation: 'linear' } };
  if (op.kind === 'activation' && isFinal(op.activation))
    return { ...layer, op: { ...op, activation: 'linear' } };
  return layer;
}

function isFinal(activation: ActivationName): boolean {
  return activation === 'softmax' || activation === 'sigmoid';
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
