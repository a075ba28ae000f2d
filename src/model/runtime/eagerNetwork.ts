import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import { XceptionError } from '../../shared/xceptionError';
import type { SizedLayer } from '../arch/sizedLayer';
import { tensorName, variablesOf, type VariableRole } from '../arch/variables';
import type { Weights } from '../weights/tensorFile';
import { activate } from './activate';
import { globalMax } from './globalMax';
import { layersFor } from './layerPath';
import { nativeTensorflow, type Tensorflow } from './nativeTensorflow';
import { tfPadding, type TfPadding } from '../arch/tfPadding';

/** Called with every layer's output, `[N, H, W, C]` or `[N, C]`; the tensor is disposed when it returns. */
export type LayerVisitor = (layer: SizedLayer, output: Tensor) => void;

const NOTHING: ReadonlyMap<string, Tensor> = new Map();

/** What is done otherwise than when a network is used: for gradients, and for training. */
export interface TailChanges {
  /** Tensors that stand in for the network's own of these names. */
  readonly weights?: ReadonlyMap<string, Tensor>;
  /** A batch norm with the statistics of its own batch. */
  readonly norm?: (layer: string, input: Tensor, epsilon: number) => Tensor;
  readonly dropout?: (input: Tensor, rate: number) => Tensor;
}

const AS_USED: TailChanges = {};

/**
 * A network run operation by operation, exactly as its framework defines it: nothing folded, every layer's output at
 * hand. Slower than the graph, and the one to look inside with.
 */
export class EagerNetwork {
  private readonly tf: Tensorflow = nativeTensorflow();
  private readonly tensors = new Map<string, Tensor>();
  private changes: TailChanges = AS_USED;

  /**
   * @param layers - every layer after its inputs
   * @param weights - undefined for a network that is given all its tensors whenever it runs
   * @throws XceptionError `model-mismatch` when a tensor is missing
   */
  constructor(
    readonly layers: readonly SizedLayer[],
    framework: 'keras' | 'pytorch',
    weights: Weights | undefined,
    private readonly output: string,
  ) {
    if (!weights) return;
    for (const variable of layers.flatMap((layer) => variablesOf(layer, framework))) {
      const name = tensorName(variable);
      const weight = weights.get(name);
      if (!weight) throw new XceptionError('model-mismatch', `The weights have no tensor ${name}.`);
      this.tensors.set(name, this.tf.tensor(weight.data, [...weight.shape], 'float32'));
    }
  }

  /**
   * Runs the network.
   *
   * @param images - `[N, H, W, 3]`, normalised; not disposed
   * @returns the output `[N, classes]`, owned by the caller
   */
  run(images: Tensor4D, visit?: LayerVisitor): Tensor {
    const output = this.walk(this.layers, [this.output], NOTHING, images, visit).get(this.output);
    if (!output) throw new XceptionError('internal', `The network has no layer ${this.output}.`);
    return output;
  }

  /**
   * Outputs of some layers. Runs no more than what leads to them from the outputs that are known, and holds no other
   * output longer than it is needed.
   *
   * @param known - outputs of other layers for the same images, not disposed
   * @returns tensors that the enclosing tidy, or else the caller, disposes
   * @throws XceptionError `usage` for a layer that is not there
   */
  outputsOf(
    names: readonly string[],
    images: Tensor4D,
    known: ReadonlyMap<string, Tensor> = NOTHING,
  ): ReadonlyMap<string, Tensor> {
    const outputs = this.walk(layersFor(this.layers, names, known), names, known, images);
    for (const name of names) {
      const there = known.get(name);
      if (there) outputs.set(name, there.clone());
    }
    return outputs;
  }

  /**
   * Runs the layers that depend on others' outputs, from those outputs: the network's tail, for gradients. Within a tidy.
   *
   * @param tail - layers in order; whatever they take their input from is in `known` or before them
   * @param known - outputs of the layers before the tail
   * @param output - the layer whose output is wanted; by default the network's last one
   * @param changes - what is done otherwise than when the network is used
   * @returns that output; of the network's last layer the scores, before softmax or sigmoid
   */
  runTail(
    tail: readonly SizedLayer[],
    known: ReadonlyMap<string, Tensor>,
    output: string = this.output,
    changes: TailChanges = AS_USED,
  ): Tensor {
    const outputs = new Map(known);
    this.changes = changes;
    try {
      for (const layer of tail)
        outputs.set(layer.name, this.compute(layer, inputsOf(layer, outputs), undefined));
    } finally {
      this.changes = AS_USED;
    }
    const wanted = outputs.get(output);
    if (!wanted) throw new XceptionError('internal', `The tail does not lead to ${output}.`);
    return wanted;
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }

  /**
   * Runs layers in order and lets go of each output after its last use.
   *
   * @returns the outputs that are to be kept, for the caller to dispose
   */
  private walk(
    layers: readonly SizedLayer[],
    keep: readonly string[],
    known: ReadonlyMap<string, Tensor>,
    images: Tensor4D,
    visit?: LayerVisitor,
  ): Map<string, Tensor> {
    const lastUse = new Map(
      layers.flatMap(({ inputNames }, index) => inputNames.map((name) => [name, index])),
    );
    const kept = new Set(keep);
    const live = new Map<string, Tensor>();
    const release = (name: string): void => {
      if (kept.has(name)) return;
      live.get(name)?.dispose();
      live.delete(name);
    };
    try {
      layers.forEach((layer, index) => {
        const inputs = layer.inputNames.map((name) => live.get(name) ?? known.get(name));
        const result = this.tf.tidy(() => this.compute(layer, inputs.filter(isThere), images));
        live.set(layer.name, result);
        visit?.(layer, result);
        if (!lastUse.has(layer.name)) release(layer.name);
        for (const name of layer.inputNames) if (lastUse.get(name) === index) release(name);
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
        if (this.changes.norm) return this.changes.norm(name, first, op.epsilon);
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
        return op.mode === 'average' ? tf.mean(first, [1, 2]) : globalMax(tf, first);
      case 'flatten':
        return tf.reshape(first, [-1, layer.output.channels]);
      case 'dense': {
        const scores = tf.matMul(first, this.weight(name, 'kernel'));
        return activate(tf, op.activation, this.biased(name, scores));
      }
      case 'dropout':
        return this.changes.dropout?.(first, op.rate) ?? first.clone();
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
    const bias = this.find(layer, 'bias');
    return bias ? this.tf.add(value, bias) : value;
  }

  private kernel(layer: string, role: VariableRole): Tensor4D {
    return this.weight(layer, role) as Tensor4D;
  }

  private weight(layer: string, role: VariableRole): Tensor {
    const tensor = this.find(layer, role);
    if (!tensor) throw new XceptionError('internal', `The layer ${layer} has no ${role}.`);
    return tensor;
  }

  private find(layer: string, role: VariableRole): Tensor | undefined {
    const name = tensorName({ layer, role });
    return this.changes.weights?.get(name) ?? this.tensors.get(name);
  }
}

function isThere(tensor: Tensor | undefined): tensor is Tensor {
  return tensor !== undefined;
}

function inputsOf(layer: SizedLayer, outputs: ReadonlyMap<string, Tensor>): readonly Tensor[] {
  return layer.inputNames.map((name) => outputs.get(name)).filter(isThere);
}

function tfWord({ word }: TfPadding): 'same' | 'valid' {
  return word === 'SAME' ? 'same' : 'valid';
}
