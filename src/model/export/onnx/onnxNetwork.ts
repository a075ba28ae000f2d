import type { ActivationName } from '../../arch/layerOp';
import type { SizedLayer, WindowPadding } from '../../arch/sizedLayer';
import { tensorName, variablesOf, type VariableRole, type VariableSpec } from '../../arch/variables';
import type { OnnxAttribute, OnnxNode, OnnxTensor } from '../../protobuf/onnxGraph';

/** A tensor of the graph: one of the model's, with its axes in ONNX's order, or numbers of its own. */
export type OnnxConstant = OnnxTensor &
  (
    | { readonly from: string; readonly permutation?: readonly number[] }
    | { readonly values: readonly number[] }
  );

/** Kernel axes `[kh, kw, in, out]` as ONNX has them, `[out, in, kh, kw]`; a depthwise `[kh, kw, c, 1]` as `[c, 1, kh, kw]`. */
const KERNEL = { full: [3, 2, 0, 1], depthwise: [2, 3, 0, 1] } as const;

/** Turns layers into ONNX's operations, channels before rows. Nothing is folded: the weights are the model's own. */
export class OnnxNetwork {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxConstant[] = [];

  /** @returns the value's name */
  add(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes: Record<string, OnnxAttribute> = {},
  ): string {
    this.nodes.push({ op, inputs, output, attributes });
    return output;
  }

  constant(name: string, shape: readonly number[], values: readonly number[]): string {
    this.constants.push({ name, shape, values });
    return name;
  }

  /** @returns the name of the layer's output */
  addLayer(layer: SizedLayer, inputs: readonly string[]): string {
    const { op, name } = layer;
    const [first = ''] = inputs;
    switch (op.kind) {
      case 'input':
        return first;
      case 'conv':
      case 'pointwise':
        return this.conv(layer, op.kind === 'conv' ? 'kernel' : 'pointwise', first, name);
      case 'depthwise':
        return this.depthwise(layer, first, name, true);
      case 'sepconv': {
        const spatial = this.depthwise(layer, first, `${name}/depthwise`, false);
        const bias = this.weights(layer, ['bias']);
        const kernel = this.kernel(layer, 'pointwise', KERNEL.full);
        return this.add('Conv', [spatial, kernel, ...bias], name, windowOf(1, 1));
      }
      case 'batchnorm': {
        const weights = this.weights(layer, ['gamma', 'beta', 'mean', 'variance']);
        return this.add('BatchNormalization', [first, ...weights], name, { epsilon: { float: op.epsilon } });
      }
      case 'relu':
        return this.add('Relu', [first], name);
      case 'maxpool':
        return this.add('MaxPool', [first], name, windowOf(op.size, op.stride, layer.padding, false));
      case 'add':
        return this.add('Add', inputs, name);
      case 'concat':
        return this.add('Concat', inputs, name, { axis: { int: 1 } });
      case 'pool': {
        const pooled = this.add(
          op.mode === 'average' ? 'GlobalAveragePool' : 'GlobalMaxPool',
          [first],
          `${name}/map`,
        );
        return this.add('Flatten', [pooled], name, { axis: { int: 1 } });
      }
      case 'flatten': {
        // Dense layers behind it count channels fastest.
        const rows = this.add('Transpose', [first], `${name}/rows`, { perm: { ints: [0, 2, 3, 1] } });
        return this.add('Flatten', [rows], name, { axis: { int: 1 } });
      }
      case 'dense': {
        const scores = op.activation === 'linear' ? name : `${name}/scores`;
        this.add('Gemm', [first, ...this.weights(layer, ['kernel', 'bias'])], scores);
        return op.activation === 'linear' ? scores : this.activation(op.activation, scores, name);
      }
      case 'dropout':
        return first;
      case 'activation':
        return op.activation === 'linear' ? first : this.activation(op.activation, first, name);
    }
  }

  private conv(layer: SizedLayer, role: VariableRole, input: string, output: string): string {
    const { op } = layer;
    if (op.kind !== 'conv' && op.kind !== 'pointwise') return input;
    const inputs = [input, this.kernel(layer, role, KERNEL.full), ...this.weights(layer, ['bias'])];
    return this.add('Conv', inputs, output, windowOf(op.kernel, op.stride, layer.padding));
  }

  private depthwise(layer: SizedLayer, input: string, output: string, biased: boolean): string {
    const { op } = layer;
    if (op.kind !== 'depthwise' && op.kind !== 'sepconv') return input;
    const channels = layer.inputs[0]?.channels ?? 0;
    const kernel = this.kernel(layer, 'depthwise', KERNEL.depthwise);
    const bias = biased ? this.weights(layer, ['bias']) : [];
    const window = { ...windowOf(op.kernel, op.stride, layer.padding), group: { int: channels } };
    return this.add('Conv', [input, kernel, ...bias], output, window);
  }

  private activation(activation: Exclude<ActivationName, 'linear'>, input: string, output: string): string {
    switch (activation) {
      case 'softmax':
        return this.add('Softmax', [input], output, { axis: { int: -1 } });
      case 'silu':
        return this.add('Mul', [input, this.add('Sigmoid', [input], `${output}/sigmoid`)], output);
      case 'gelu': {
        // Opset 17 has no such operation; Keras' default is the exact form, x/2 · (1 + erf(x/√2)).
        const root = this.constant(`${output}/root`, [], [Math.SQRT1_2]);
        const one = this.constant(`${output}/one`, [], [1]);
        const half = this.constant(`${output}/half`, [], [0.5]);
        const erf = this.add('Erf', [this.add('Mul', [input, root], `${output}/scaled`)], `${output}/erf`);
        const sum = this.add('Add', [erf, one], `${output}/sum`);
        return this.add('Mul', [this.add('Mul', [input, half], `${output}/halved`), sum], output);
      }
      default:
        return this.add(ACTIVATION_OPS[activation], [input], output);
    }
  }

  private kernel(layer: SizedLayer, role: VariableRole, permutation: readonly number[]): string {
    return this.weights(layer, [role], permutation)[0] ?? '';
  }

  /** Those of a layer's variables that it has, as tensors of the graph. */
  private weights(
    layer: SizedLayer,
    roles: readonly VariableRole[],
    permutation?: readonly number[],
  ): readonly string[] {
    // In TensorFlow's layout, whatever the framework's is: that is the one the weights are kept in.
    const variables = variablesOf(layer, 'keras');
    return roles.flatMap((role) => {
      const variable = variables.find((candidate) => candidate.role === role);
      return variable ? [this.weight(variable, permutation)] : [];
    });
  }

  private weight(variable: VariableSpec, permutation: readonly number[] | undefined): string {
    const from = tensorName(variable);
    const { shape, key: name } = variable;
    this.constants.push(
      permutation
        ? { name, shape: permutation.map((axis) => shape[axis] ?? 1), from, permutation }
        : { name, shape, from },
    );
    return name;
  }
}

const ACTIVATION_OPS = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  elu: 'Elu',
  selu: 'Selu',
  softplus: 'Softplus',
} as const;

function windowOf(
  kernel: number,
  stride: number,
  { top, left, bottom, right }: WindowPadding = { top: 0, bottom: 0, left: 0, right: 0 },
  dilated = true,
): Record<string, OnnxAttribute> {
  return {
    kernel_shape: { ints: [kernel, kernel] },
    strides: { ints: [stride, stride] },
    pads: { ints: [top, left, bottom, right] },
    ...(dilated && { dilations: { ints: [1, 1] } }),
  };
}
