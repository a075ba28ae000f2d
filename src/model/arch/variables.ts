import type { LayerOp } from './layerOp';
import type { SizedLayer } from './sizedLayer';

/** What a weight tensor does in its layer. */
export type VariableRole =
  'kernel' | 'depthwise' | 'pointwise' | 'bias' | 'gamma' | 'beta' | 'mean' | 'variance';

/** One weight tensor that a layer needs, in the order in which its framework stores them. */
export interface VariableSpec {
  readonly layer: string;
  readonly role: VariableRole;
  /** Its key in the framework: `block1_conv1/kernel`, `convBlock_A_1.branch1.weight`. */
  readonly key: string;
  /** TensorFlow's layout: kernels `[kh, kw, in, out]`, depthwise `[kh, kw, channels, 1]`, dense `[in, out]`. */
  readonly shape: readonly number[];
  /** The framework's own layout: PyTorch has `[out, in, kh, kw]`, and `[out, in]` for dense. */
  readonly storedShape: readonly number[];
  /** Axes of the stored tensor in the order of {@link shape}; absent where the two are the same. */
  readonly permutation?: readonly number[];
  readonly trainable: boolean;
  /** Values that one output sums over: what an initializer scales by. Absent for biases and norms. */
  readonly fanIn?: number;
}

/** Name of a tensor in this product's own weights: unique in a network, the same for every file format. */
export function tensorName(variable: Pick<VariableSpec, 'layer' | 'role'>): string {
  return `${variable.layer}/${variable.role}`;
}

const KERAS_NAMES: Record<VariableRole, string> = {
  kernel: 'kernel',
  depthwise: 'depthwise_kernel',
  pointwise: 'pointwise_kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  mean: 'moving_mean',
  variance: 'moving_variance',
};

const TORCH_NAMES: Record<VariableRole, string> = {
  kernel: 'weight',
  depthwise: 'weight',
  pointwise: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  mean: 'running_mean',
  variance: 'running_var',
};

/** Kernel axes `[kh, kw, in, out]` of PyTorch's `[out, in, kh, kw]`; a depthwise `[channels, 1, kh, kw]` turns alike. */
const TORCH_KERNEL = { conv: [2, 3, 1, 0], depthwise: [2, 3, 0, 1], dense: [1, 0] } as const;

interface Draft {
  readonly role: VariableRole;
  readonly shape: readonly number[];
  readonly fanIn?: number;
}

/** The weight tensors of a layer, in the order in which Keras and PyTorch store them; none for a layer without weights. */
export function variablesOf(layer: SizedLayer, framework: 'keras' | 'pytorch'): readonly VariableSpec[] {
  return drafts(layer.op, layer.inputs[0]?.channels ?? 0).map(({ role, shape, fanIn }) => {
    const permutation = framework === 'pytorch' ? torchPermutation(role, layer.op) : undefined;
    return {
      layer: layer.name,
      role,
      key:
        framework === 'pytorch' ? `${layer.name}.${TORCH_NAMES[role]}` : `${layer.name}/${KERAS_NAMES[role]}`,
      shape,
      storedShape: permutation ? storedShape(shape, permutation) : shape,
      ...(permutation && { permutation }),
      trainable: role !== 'mean' && role !== 'variance',
      ...(fanIn !== undefined && { fanIn }),
    };
  });
}

function drafts(op: LayerOp, channels: number): readonly Draft[] {
  switch (op.kind) {
    case 'conv':
    case 'pointwise': {
      const fanIn = op.kernel * op.kernel * channels;
      const role = op.kind === 'conv' ? 'kernel' : 'pointwise';
      return [
        { role, shape: [op.kernel, op.kernel, channels, op.filters], fanIn },
        ...biasOf(op.bias, op.filters),
      ];
    }
    case 'depthwise':
      return [depthwise(op.kernel, channels), ...biasOf(op.bias, channels)];
    case 'sepconv':
      return [
        depthwise(op.kernel, channels),
        { role: 'pointwise', shape: [1, 1, channels, op.filters], fanIn: channels },
        ...biasOf(op.bias, op.filters),
      ];
    case 'batchnorm':
      return (['gamma', 'beta', 'mean', 'variance'] as const).map((role) => ({ role, shape: [channels] }));
    case 'dense':
      return [{ role: 'kernel', shape: [channels, op.units], fanIn: channels }, ...biasOf(op.bias, op.units)];
    default:
      return [];
  }
}

function depthwise(kernel: number, channels: number): Draft {
  return { role: 'depthwise', shape: [kernel, kernel, channels, 1], fanIn: kernel * kernel };
}

function biasOf(present: boolean, size: number): readonly Draft[] {
  return present ? [{ role: 'bias', shape: [size] }] : [];
}

function torchPermutation(role: VariableRole, op: LayerOp): readonly number[] | undefined {
  if (role === 'depthwise') return TORCH_KERNEL.depthwise;
  if (role === 'kernel' && op.kind === 'dense') return TORCH_KERNEL.dense;
  return role === 'kernel' || role === 'pointwise' ? TORCH_KERNEL.conv : undefined;
}

/** The stored shape whose axes, taken in the order of `permutation`, give `shape`. */
function storedShape(shape: readonly number[], permutation: readonly number[]): readonly number[] {
  const stored: number[] = new Array<number>(shape.length).fill(0);
  permutation.forEach((axis, index) => {
    stored[axis] = shape[index] ?? 0;
  });
  return stored;
}
