import { XceptionError } from '../../shared/xceptionError';
import type { ActivationName } from '../arch/layerOp';
import type { SizedLayer } from '../arch/sizedLayer';
import { tensorName, type VariableRole } from '../arch/variables';
import type { Weights, WeightTensor } from '../weights/tensorFile';
import { tfPadding, type TfPadding } from '../arch/tfPadding';

/** One operation of the folded network. `name` is the layer whose output it gives, where it is one. */
export interface FoldedStep {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly compute: FoldedCompute;
  /** False for the inside of a layer, such as the depthwise half of a separable convolution. */
  readonly isLayer: boolean;
}

/** Weight tensors are referred to by name into {@link FoldedNetwork.tensors}. */
export type FoldedCompute =
  | { readonly kind: 'input' }
  | {
      readonly kind: 'conv';
      readonly kernel: string;
      readonly bias: string;
      readonly stride: number;
      readonly padding: TfPadding;
    }
  | {
      readonly kind: 'depthwise';
      readonly kernel: string;
      readonly stride: number;
      readonly padding: TfPadding;
    }
  | { readonly kind: 'affine'; readonly scale: string; readonly offset: string }
  | { readonly kind: 'dense'; readonly kernel: string; readonly bias: string }
  | { readonly kind: 'maxpool'; readonly size: number; readonly stride: number; readonly padding: TfPadding }
  | { readonly kind: 'pool'; readonly mode: 'average' | 'max' }
  | { readonly kind: 'flatten'; readonly size: number }
  | { readonly kind: 'add' }
  | { readonly kind: 'concat' }
  | { readonly kind: 'activation'; readonly activation: ActivationName };

/** A network without batch norm and dropout: the same function of its input, in fewer and cheaper steps. */
export interface FoldedNetwork {
  readonly steps: readonly FoldedStep[];
  readonly tensors: ReadonlyMap<string, WeightTensor>;
  /** The step whose output is the network's, and the one before its softmax or sigmoid. */
  readonly output: string;
  readonly scores: string;
  /** The step that gives the backbone's last maps, where {@link FoldOptions.features} named them. */
  readonly features?: string;
}

export interface FoldOptions {
  /** Folded kernels take the place of `weights`, which no longer hold the model then; a copy would double its memory. */
  readonly inPlace?: boolean;
  /** The layer whose maps are wanted beside the output. */
  readonly features?: string;
}

/**
 * Folds every batch norm into the convolution before it: `γ·(w·x + b - μ)/√(σ² + ε) + β` is a convolution with the kernel
 * `w·γ/√(σ² + ε)` and the bias `(b - μ)·γ/√(σ² + ε) + β`. A separable convolution takes it into its pointwise half; a
 * bias on the depthwise half (PyTorch's listing) goes through the pointwise kernel, since a 1×1 window sees no padding.
 *
 * @param layers - a sized network, in an order in which every layer stands after its inputs
 */
export function foldNetwork(
  layers: readonly SizedLayer[],
  weights: Weights,
  output: string,
  { inPlace = false, features }: FoldOptions = {},
): FoldedNetwork {
  return new Folder(layers, weights, inPlace).fold(output, features);
}

class Folder {
  private readonly steps: FoldedStep[] = [];
  private readonly tensors = new Map<string, WeightTensor>();
  private readonly consumers = new Map<string, SizedLayer[]>();
  /** Where a layer's output is found after folding: a batch norm's, in the convolution that took it in. */
  private readonly alias = new Map<string, string>();
  /** Biases that wait to go through the next pointwise kernel. */
  private readonly pendingBias = new Map<string, Float32Array>();

  constructor(
    private readonly layers: readonly SizedLayer[],
    private readonly weights: Weights,
    private readonly inPlace: boolean,
  ) {
    for (const layer of layers) {
      for (const input of layer.inputNames) {
        this.consumers.set(input, [...(this.consumers.get(input) ?? []), layer]);
      }
    }
  }

  fold(output: string, features: string | undefined): FoldedNetwork {
    for (const layer of this.layers) {
      if (!this.alias.has(layer.name)) this.foldLayer(layer);
    }
    const found = this.resolve(output);
    return {
      steps: this.steps,
      tensors: this.tensors,
      output: found,
      scores: this.scoresBefore(found),
      ...(features !== undefined && { features: this.resolve(features) }),
    };
  }

  /** Only the last activation turns scores into probabilities: a sigmoid inside the head is a layer like any other. */
  private scoresBefore(output: string): string {
    const last = this.steps.find(({ name }) => name === output);
    if (last?.compute.kind !== 'activation') return output;
    const { activation } = last.compute;
    return activation === 'softmax' || activation === 'sigmoid' ? (last.inputs[0] ?? output) : output;
  }

  private foldLayer(layer: SizedLayer): void {
    const { op } = layer;
    switch (op.kind) {
      case 'input':
        this.push(layer.name, [], { kind: 'input' });
        return;
      case 'sepconv': {
        const inner = `${layer.name}/depthwise`;
        this.pushDepthwise(inner, layer, op.kernel, op.stride);
        this.pushConv(layer, 'pointwise', inner, 1, { word: 'VALID' });
        return;
      }
      case 'depthwise': {
        const bias = this.weights.get(tensorName({ layer: layer.name, role: 'bias' }));
        const [consumer, another] = this.consumers.get(layer.name) ?? [];
        if (bias && (another || consumer?.op.kind !== 'pointwise')) {
          throw new XceptionError(
            'internal',
            `${layer.name}: a depthwise bias without a pointwise convolution after it.`,
          );
        }
        if (bias) this.pendingBias.set(layer.name, bias.data);
        this.pushDepthwise(layer.name, layer, op.kernel, op.stride, bias === undefined);
        return;
      }
      case 'conv':
      case 'pointwise': {
        const role = op.kind === 'conv' ? 'kernel' : 'pointwise';
        const [input = ''] = layer.inputNames;
        this.pushConv(layer, role, this.resolve(input), op.stride, tfPadding(layer, op.kernel, op.stride));
        return;
      }
      case 'batchnorm':
        this.pushAffine(layer, op.epsilon);
        return;
      case 'dense':
        this.pushDense(layer, op.activation);
        return;
      case 'dropout':
        this.alias.set(layer.name, this.resolve(layer.inputNames[0] ?? ''));
        return;
      case 'relu':
        this.push(layer.name, layer.inputNames, { kind: 'activation', activation: 'relu' });
        return;
      case 'activation':
        this.pushActivation(layer.name, layer.inputNames[0] ?? '', op.activation);
        return;
      case 'maxpool':
        this.push(layer.name, layer.inputNames, { ...op, padding: tfPadding(layer, op.size, op.stride) });
        return;
      case 'flatten':
        this.push(layer.name, layer.inputNames, { kind: 'flatten', size: layer.output.channels });
        return;
      case 'pool':
      case 'add':
      case 'concat':
        this.push(layer.name, layer.inputNames, op);
        return;
    }
  }

  private pushDepthwise(
    name: string,
    layer: SizedLayer,
    kernel: number,
    stride: number,
    isLayer = false,
  ): void {
    const tensor = `${layer.name}/depthwise`;
    this.tensors.set(tensor, this.weight(layer.name, 'depthwise'));
    const padding = tfPadding(layer, kernel, stride);
    this.push(name, layer.inputNames, { kind: 'depthwise', kernel: tensor, stride, padding }, isLayer);
  }

  private pushConv(
    layer: SizedLayer,
    role: 'kernel' | 'pointwise',
    input: string,
    stride: number,
    padding: TfPadding,
  ): void {
    const raw = this.weight(layer.name, role);
    const filters = raw.shape.at(-1) ?? 0;
    const bias = Float32Array.from(
      this.weights.get(tensorName({ layer: layer.name, role: 'bias' }))?.data ?? new Float32Array(filters),
    );
    const pending = this.pendingBias.get(input);
    if (pending) addThrough(bias, pending, raw.data);
    const norm = this.onlyNormAfter(layer);
    const name = norm?.name ?? layer.name;
    let kernel = raw;
    if (norm) {
      const { scale, offset } = this.affineOf(norm.name, norm.epsilon);
      const target = this.inPlace ? raw.data : new Float32Array(raw.data.length);
      scaleLastAxis(raw.data, scale, target);
      kernel = { shape: raw.shape, data: target };
      for (let i = 0; i < filters; i++) bias[i] = (bias[i] ?? 0) * (scale[i] ?? 0) + (offset[i] ?? 0);
      this.alias.set(norm.name, name);
    }
    this.tensors.set(`${name}/kernel`, kernel);
    this.tensors.set(`${name}/bias`, { shape: [filters], data: bias });
    this.pushStep({
      name,
      inputs: [input],
      compute: { kind: 'conv', kernel: `${name}/kernel`, bias: `${name}/bias`, stride, padding },
      isLayer: true,
    });
    // Whoever asks for the convolution's own output would get the norm's; only the norm does, so nobody asks.
    if (norm) this.alias.set(layer.name, name);
  }

  /** A norm that nothing stands before to take it in, as in some heads: a scale and an offset per channel. */
  private pushAffine(layer: SizedLayer, epsilon: number): void {
    const { scale, offset } = this.affineOf(layer.name, epsilon);
    this.tensors.set(`${layer.name}/scale`, { shape: [scale.length], data: scale });
    this.tensors.set(`${layer.name}/offset`, { shape: [offset.length], data: offset });
    const names = { scale: `${layer.name}/scale`, offset: `${layer.name}/offset` };
    this.push(layer.name, layer.inputNames, { kind: 'affine', ...names });
  }

  private pushDense(layer: SizedLayer, activation: ActivationName): void {
    const kernel = this.weight(layer.name, 'kernel');
    const units = kernel.shape.at(-1) ?? 0;
    const bias = this.weights.get(tensorName({ layer: layer.name, role: 'bias' }));
    this.tensors.set(`${layer.name}/kernel`, kernel);
    this.tensors.set(`${layer.name}/bias`, bias ?? { shape: [units], data: new Float32Array(units) });
    const names = { kernel: `${layer.name}/kernel`, bias: `${layer.name}/bias` };
    if (activation === 'linear') {
      this.push(layer.name, layer.inputNames, { kind: 'dense', ...names });
      return;
    }
    const inner = `${layer.name}/scores`;
    this.push(inner, layer.inputNames, { kind: 'dense', ...names }, false);
    this.pushActivation(layer.name, inner, activation);
  }

  private pushActivation(name: string, input: string, activation: ActivationName): void {
    if (activation === 'linear') {
      this.alias.set(name, this.resolve(input));
      return;
    }
    this.push(name, [input], { kind: 'activation', activation });
  }

  private push(name: string, inputs: readonly string[], compute: FoldedCompute, isLayer = true): void {
    this.pushStep({ name, inputs: inputs.map((input) => this.resolve(input)), compute, isLayer });
  }

  private pushStep(step: FoldedStep): void {
    this.steps.push(step);
  }

  private resolve(name: string): string {
    return this.alias.get(name) ?? name;
  }

  private onlyNormAfter(layer: SizedLayer): { name: string; epsilon: number } | undefined {
    const [consumer, another] = this.consumers.get(layer.name) ?? [];
    if (another || consumer?.op.kind !== 'batchnorm') return undefined;
    return { name: consumer.name, epsilon: consumer.op.epsilon };
  }

  /** Batch norm at inference as `scale·x + offset`, computed in doubles. */
  private affineOf(layer: string, epsilon: number): { scale: Float32Array; offset: Float32Array } {
    const gamma = this.weight(layer, 'gamma').data;
    const beta = this.weight(layer, 'beta').data;
    const mean = this.weight(layer, 'mean').data;
    const variance = this.weight(layer, 'variance').data;
    const scale = gamma.map((value, i) => value / Math.sqrt((variance[i] ?? 0) + epsilon));
    const offset = beta.map((value, i) => value - (mean[i] ?? 0) * (scale[i] ?? 0));
    return { scale, offset };
  }

  private weight(layer: string, role: VariableRole): WeightTensor {
    const tensor = this.weights.get(tensorName({ layer, role }));
    if (tensor) return tensor;
    throw new XceptionError('model-mismatch', `The weights have no ${role} for the layer ${layer}.`);
  }
}

/** `bias += inputBias · kernel` for a 1×1 kernel `[1, 1, in, out]`. */
function addThrough(bias: Float32Array, inputBias: Float32Array, kernel: Float32Array): void {
  const filters = bias.length;
  const sums = Float64Array.from(bias);
  inputBias.forEach((value, channel) => {
    for (let i = 0; i < filters; i++) sums[i] = (sums[i] ?? 0) + value * (kernel[channel * filters + i] ?? 0);
  });
  bias.set(sums);
}

function scaleLastAxis(data: Float32Array, scale: Float32Array, target: Float32Array): void {
  for (let at = 0; at < data.length; at += scale.length) {
    for (let i = 0; i < scale.length; i++) target[at + i] = (data[at + i] ?? 0) * (scale[i] ?? 0);
  }
}
