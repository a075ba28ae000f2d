import type { ActivationName } from '../../arch/layerOp';
import type { SizedLayer } from '../../arch/sizedLayer';
import { tensorName, type VariableRole } from '../../arch/variables';
import { tfPadding, type TfPadding } from '../../arch/tfPadding';
import type { Attribute, GraphNode } from '../../protobuf/graphDef';
import {
  activationNodes,
  FLOAT,
  floatConstant,
  INT32,
  intConstant,
  padNodes,
  square,
  windowAttributes,
} from '../../protobuf/tensorflowNodes';

/** Turns layers into TensorFlow's operations. Nothing is folded: the variables are the model's own. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];

  /** @param read - the node that gives a variable's value, by the tensor's name; undefined where there is none */
  constructor(private readonly read: (tensor: string) => string | undefined) {}

  /** @returns the node's name */
  add(
    name: string,
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = { T: FLOAT },
  ): string {
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  floats(name: string, shape: readonly number[], values: readonly number[]): string {
    return this.put([floatConstant(name, shape, values)], name);
  }

  integers(name: string, shape: readonly number[], values: readonly number[]): string {
    return this.put([intConstant(name, shape, values)], name);
  }

  /** @returns the node that has the layer's output */
  addLayer(layer: SizedLayer, inputs: readonly string[]): string {
    const { op } = layer;
    const name = scope(layer.name);
    const [first = ''] = inputs;
    switch (op.kind) {
      case 'input':
      case 'dropout':
        return first;
      case 'conv':
      case 'pointwise': {
        const padding = tfPadding(layer, op.kernel, op.stride);
        const kernel = this.weight(layer, op.kind === 'conv' ? 'kernel' : 'pointwise');
        return this.biased(layer, this.window('Conv2D', `${name}/conv`, [first, kernel], op.stride, padding));
      }
      case 'depthwise':
        return this.biased(layer, this.depthwise(layer, first, op.kernel, op.stride));
      case 'sepconv': {
        const spatial = this.depthwise(layer, first, op.kernel, op.stride);
        const inputsOf = [spatial, this.weight(layer, 'pointwise')];
        return this.biased(layer, this.window('Conv2D', `${name}/pointwise`, inputsOf, 1, { word: 'VALID' }));
      }
      case 'batchnorm':
        return this.batchNorm(layer, first, op.epsilon);
      case 'relu':
        return this.add(name, 'Relu', [first]);
      case 'maxpool': {
        const padding = tfPadding(layer, op.size, op.stride);
        // Padding must never win the maximum: activations after a norm are negative too.
        const padded = this.padded(`${name}/pad`, first, padding, -Infinity);
        return this.add(name, 'MaxPool', [padded], {
          T: FLOAT,
          ksize: square(op.size),
          ...windowAttributes(op.stride, padding),
        });
      }
      case 'add':
        return this.add(name, 'AddV2', inputs);
      case 'concat': {
        const axis = this.integers(`${name}/axis`, [], [3]);
        return this.add(name, 'ConcatV2', [...inputs, axis], {
          T: FLOAT,
          N: { int: inputs.length },
          Tidx: INT32,
        });
      }
      case 'pool': {
        const axes = this.integers(`${name}/axes`, [2], [1, 2]);
        const how = op.mode === 'average' ? 'Mean' : 'Max';
        return this.add(name, how, [first, axes], { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } });
      }
      case 'flatten': {
        const shape = this.integers(`${name}/shape`, [2], [-1, layer.output.channels]);
        return this.add(name, 'Reshape', [first, shape], { T: FLOAT, Tshape: INT32 });
      }
      case 'dense': {
        const product = this.add(`${name}/matmul`, 'MatMul', [first, this.weight(layer, 'kernel')]);
        return this.activation(op.activation, name, this.biased(layer, product));
      }
      case 'activation':
        return this.activation(op.activation, name, first);
    }
  }

  private depthwise(layer: SizedLayer, input: string, kernel: number, stride: number): string {
    const padding = tfPadding(layer, kernel, stride);
    const name = `${scope(layer.name)}/depthwise`;
    return this.window(
      'DepthwiseConv2dNative',
      name,
      [input, this.weight(layer, 'depthwise')],
      stride,
      padding,
    );
  }

  private window(
    op: string,
    name: string,
    [input = '', ...weights]: readonly string[],
    stride: number,
    padding: TfPadding,
  ): string {
    const padded = this.padded(`${name}/pad`, input, padding, 0);
    return this.add(name, op, [padded, ...weights], { T: FLOAT, ...windowAttributes(stride, padding) });
  }

  private padded(name: string, input: string, padding: TfPadding, value: number): string {
    return this.put(padNodes(name, input, padding, value), input);
  }

  private biased(layer: SizedLayer, value: string): string {
    const bias = this.read(tensorName({ layer: layer.name, role: 'bias' }));
    return bias === undefined ? value : this.add(`${scope(layer.name)}/biased`, 'BiasAdd', [value, bias]);
  }

  /** `x·γ/√(σ² + ε) + (β - μ·γ/√(σ² + ε))`: TensorFlow's own operation takes maps only, and a head may norm a vector. */
  private batchNorm(layer: SizedLayer, input: string, epsilon: number): string {
    const name = scope(layer.name);
    const [gamma, beta, mean, variance] = (['gamma', 'beta', 'mean', 'variance'] as const).map((role) =>
      this.weight(layer, role),
    );
    const small = this.floats(`${name}/epsilon`, [], [epsilon]);
    const sum = this.add(`${name}/sum`, 'AddV2', [variance ?? '', small]);
    const scale = this.add(`${name}/scale`, 'Mul', [this.add(`${name}/rsqrt`, 'Rsqrt', [sum]), gamma ?? '']);
    const offset = this.add(`${name}/offset`, 'Sub', [
      beta ?? '',
      this.add(`${name}/mean`, 'Mul', [mean ?? '', scale]),
    ]);
    return this.add(`${name}/normed`, 'AddV2', [this.add(`${name}/scaled`, 'Mul', [input, scale]), offset]);
  }

  private activation(activation: ActivationName, name: string, input: string): string {
    return activation === 'linear' ? input : this.put(activationNodes(activation, name, input), name);
  }

  /** @returns the last node's name, or another where there is none */
  private put(nodes: readonly GraphNode[], otherwise: string): string {
    this.nodes.push(...nodes);
    return nodes.at(-1)?.name ?? otherwise;
  }

  private weight({ name: layer }: SizedLayer, role: VariableRole): string {
    return this.read(tensorName({ layer, role })) ?? '';
  }
}

/** TensorFlow's names allow few signs, and must not begin with one. The prefix keeps layers apart from all else. */
export function scope(layer: string): string {
  return `layers/${layer.replace(/[^A-Za-z0-9_.]/g, '_')}`;
}
