import type { InputSize } from '../arch/sizeNetwork';
import type { ActivationName } from '../arch/layerOp';
import type { FoldedNetwork, FoldedStep } from './foldNetwork';
import type { Attribute, GraphNode, SavedGraph } from '../protobuf/graphDef';
import type { TfPadding } from '../arch/tfPadding';

/** Names of the graph's ways in and out. Weights go in under {@link weightInput}. */
export const IMAGES = 'images';
export const SCORES = 'scores';
export const OUTPUT = 'output';

const FLOAT: Attribute = { type: 'float' };

/** TensorFlow allows no brackets in node names, and this graph needs no scopes. */
function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.]/g, '_');
}

/** The node of a step. Prefixed, since a head's layer may have any name, `images` too. */
function nodeName(step: string): string {
  return `l_${safeName(step)}`;
}

/** The input that a folded weight tensor is fed to. */
export function weightInput(tensor: string): string {
  return `w_${safeName(tensor)}`;
}

export interface GraphOptions {
  /** Outputs for every layer that the folded network still has: for comparing, not for speed. */
  readonly everyLayer?: boolean;
}

/**
 * The folded network as a TensorFlow graph. Weights are inputs, not constants: a graph with constants holds them twice
 * and takes seconds to load.
 */
export function networkGraphDef(
  network: FoldedNetwork,
  input: InputSize,
  options: GraphOptions = {},
): SavedGraph {
  const weights = [...network.tensors].map(([name, { shape }]) => ({
    name: weightInput(name),
    node: weightInput(name),
    shape,
  }));
  const images = { name: IMAGES, node: IMAGES, shape: [-1, input.height, input.width, 3] };
  const nodes: GraphNode[] = [
    placeholder(IMAGES, images.shape),
    ...weights.map(({ node, shape }) => placeholder(node, shape)),
  ];
  for (const step of network.steps) nodes.push(...stepNodes(step));
  nodes.push(identity(SCORES, nodeName(network.scores)), identity(OUTPUT, nodeName(network.output)));
  const layers = options.everyLayer ? network.steps.filter(({ isLayer }) => isLayer) : [];
  return {
    nodes,
    inputs: [images, ...weights],
    outputs: [
      { name: SCORES, node: SCORES, shape: [-1, -1] },
      { name: OUTPUT, node: OUTPUT, shape: [-1, -1] },
      ...layers.map(({ name }) => ({ name, node: nodeName(name), shape: [-1] })),
    ],
  };
}

function placeholder(name: string, shape: readonly number[]): GraphNode {
  return { name, op: 'Placeholder', inputs: [], attributes: { dtype: FLOAT, shape: { shape } } };
}

function identity(name: string, input: string): GraphNode {
  return { name, op: 'Identity', inputs: [input], attributes: { T: FLOAT } };
}

/** The nodes of one step; the last one bears the step's name. */
function stepNodes(step: FoldedStep): readonly GraphNode[] {
  const { compute } = step;
  const name = nodeName(step.name);
  const inputs = step.inputs.map(nodeName);
  const [first = ''] = inputs;
  const node = (
    op: string,
    from: readonly string[],
    attributes: GraphNode['attributes'] = {},
  ): GraphNode => ({
    name,
    op,
    inputs: from,
    attributes: { T: FLOAT, ...attributes },
  });
  switch (compute.kind) {
    case 'input':
      return [identity(name, IMAGES)];
    case 'conv': {
      const padded = pad(`${name}_pad`, first, compute.padding, 0);
      const conv: GraphNode = {
        name: `${name}_conv`,
        op: 'Conv2D',
        inputs: [padded.output, weightInput(compute.kernel)],
        attributes: {
          T: FLOAT,
          strides: strides(compute.stride),
          padding: { string: compute.padding.word },
          data_format: { string: 'NHWC' },
        },
      };
      return [...padded.nodes, conv, node('BiasAdd', [conv.name, weightInput(compute.bias)])];
    }
    case 'depthwise': {
      const padded = pad(`${name}_pad`, first, compute.padding, 0);
      return [
        ...padded.nodes,
        node('DepthwiseConv2dNative', [padded.output, weightInput(compute.kernel)], {
          strides: strides(compute.stride),
          padding: { string: compute.padding.word },
          data_format: { string: 'NHWC' },
        }),
      ];
    }
    case 'maxpool': {
      // Padding must never win the maximum: real activations after a linear norm are negative too.
      const padded = pad(`${name}_pad`, first, compute.padding, -Infinity);
      return [
        ...padded.nodes,
        node('MaxPool', [padded.output], {
          ksize: strides(compute.size),
          strides: strides(compute.stride),
          padding: { string: compute.padding.word },
          data_format: { string: 'NHWC' },
        }),
      ];
    }
    case 'pool': {
      const axes = intConstant(`${name}_axes`, [1, 2]);
      const op = compute.mode === 'average' ? 'Mean' : 'Max';
      return [axes, node(op, [first, axes.name], { Tidx: { type: 'int32' }, keep_dims: { bool: false } })];
    }
    case 'flatten': {
      const shape = intConstant(`${name}_shape`, [-1, compute.size]);
      return [shape, node('Reshape', [first, shape.name], { Tshape: { type: 'int32' } })];
    }
    case 'dense': {
      const product: GraphNode = {
        name: `${name}_matmul`,
        op: 'MatMul',
        inputs: [first, weightInput(compute.kernel)],
        attributes: { T: FLOAT, transpose_a: { bool: false }, transpose_b: { bool: false } },
      };
      return [product, node('BiasAdd', [product.name, weightInput(compute.bias)])];
    }
    case 'affine': {
      const scaled = { ...node('Mul', [first, weightInput(compute.scale)]), name: `${name}_scaled` };
      return [scaled, node('AddV2', [scaled.name, weightInput(compute.offset)])];
    }
    case 'add':
      return [node('AddV2', inputs)];
    case 'concat': {
      const axis = intConstant(`${name}_axis`, 3);
      return [
        axis,
        node('ConcatV2', [...inputs, axis.name], { N: { int: inputs.length }, Tidx: { type: 'int32' } }),
      ];
    }
    case 'activation':
      return activationNodes(compute.activation, name, first);
  }
}

/** Activations that TensorFlow has as one operation. */
const ACTIVATION_OPS = {
  linear: 'Identity',
  relu: 'Relu',
  softmax: 'Softmax',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  elu: 'Elu',
  selu: 'Selu',
  softplus: 'Softplus',
} as const;

function activationNodes(activation: ActivationName, name: string, input: string): readonly GraphNode[] {
  const node = (suffix: string, op: string, inputs: readonly string[]): GraphNode => ({
    name: `${name}${suffix}`,
    op,
    inputs,
    attributes: { T: FLOAT },
  });
  switch (activation) {
    case 'silu':
      return [node('_sigmoid', 'Sigmoid', [input]), node('', 'Mul', [input, `${name}_sigmoid`])];
    case 'gelu': {
      // Keras' default is the exact form, x/2 · (1 + erf(x/√2)).
      const half = floatConstant(`${name}_half`, 0.5);
      const one = floatConstant(`${name}_one`, 1);
      const root = floatConstant(`${name}_root`, Math.SQRT1_2);
      return [
        half,
        one,
        root,
        node('_scaled', 'Mul', [input, root.name]),
        node('_erf', 'Erf', [`${name}_scaled`]),
        node('_sum', 'AddV2', [`${name}_erf`, one.name]),
        node('_halved', 'Mul', [input, half.name]),
        node('', 'Mul', [`${name}_halved`, `${name}_sum`]),
      ];
    }
    default:
      return [node('', ACTIVATION_OPS[activation], [input])];
  }
}

function strides(size: number): Attribute {
  return { ints: [1, size, size, 1] };
}

function intConstant(name: string, value: number | readonly number[]): GraphNode {
  const values = typeof value === 'number' ? [value] : value;
  const shape = typeof value === 'number' ? [] : [value.length];
  return {
    name,
    op: 'Const',
    inputs: [],
    attributes: { dtype: { type: 'int32' }, value: { intTensor: { shape, values } } },
  };
}

function floatConstant(name: string, value: number): GraphNode {
  return {
    name,
    op: 'Const',
    inputs: [],
    attributes: { dtype: FLOAT, value: { floatTensor: { shape: [], values: [value] } } },
  };
}

function pad(
  name: string,
  input: string,
  { explicit }: TfPadding,
  value: number,
): { readonly nodes: readonly GraphNode[]; readonly output: string } {
  if (!explicit) return { nodes: [], output: input };
  const { top, bottom, left, right } = explicit;
  const amounts: GraphNode = {
    name: `${name}_amounts`,
    op: 'Const',
    inputs: [],
    attributes: {
      dtype: { type: 'int32' },
      value: { intTensor: { shape: [4, 2], values: [0, 0, top, bottom, left, right, 0, 0] } },
    },
  };
  const constant = floatConstant(`${name}_value`, value);
  const node: GraphNode = {
    name,
    op: 'PadV2',
    inputs: [input, amounts.name, constant.name],
    attributes: { T: FLOAT, Tpaddings: { type: 'int32' } },
  };
  return { nodes: [amounts, constant, node], output: name };
}
