import type { InputSize } from '../arch/sizeNetwork';
import type { FoldedNetwork, FoldedStep } from './foldNetwork';
import type { GraphNode, SavedGraph } from '../protobuf/graphDef';
import {
  activationNodes,
  FLOAT,
  INT32,
  intConstant,
  padNodes,
  square,
  windowAttributes,
} from '../protobuf/tensorflowNodes';

/** Names of the graph's ways in and out. Weights go in under {@link weightInput}. */
export const IMAGES = 'images';
export const SCORES = 'scores';
export const OUTPUT = 'output';
export const FEATURES = 'features';

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
  // Costs nothing where nobody fetches it: TensorFlow runs what is asked for.
  if (network.features !== undefined) nodes.push(...pooled(FEATURES, nodeName(network.features), 'Mean'));
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

/** Maps `[N, H, W, C]` as one number per channel, `[N, C]`. */
function pooled(name: string, input: string, op: 'Mean' | 'Max'): readonly GraphNode[] {
  const axes = intConstant(`${name}_axes`, [2], [1, 2]);
  const attributes = { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } };
  return [axes, { name, op, inputs: [input, axes.name], attributes }];
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
      const padded = padNodes(`${name}_pad`, first, compute.padding, 0);
      const conv: GraphNode = {
        name: `${name}_conv`,
        op: 'Conv2D',
        inputs: [padded.at(-1)?.name ?? first, weightInput(compute.kernel)],
        attributes: { T: FLOAT, ...windowAttributes(compute.stride, compute.padding) },
      };
      return [...padded, conv, node('BiasAdd', [conv.name, weightInput(compute.bias)])];
    }
    case 'depthwise': {
      const padded = padNodes(`${name}_pad`, first, compute.padding, 0);
      const inputsOf = [padded.at(-1)?.name ?? first, weightInput(compute.kernel)];
      const window = windowAttributes(compute.stride, compute.padding);
      return [...padded, node('DepthwiseConv2dNative', inputsOf, window)];
    }
    case 'maxpool': {
      // Padding must never win the maximum: real activations after a linear norm are negative too.
      const padded = padNodes(`${name}_pad`, first, compute.padding, -Infinity);
      const window = { ksize: square(compute.size), ...windowAttributes(compute.stride, compute.padding) };
      return [...padded, node('MaxPool', [padded.at(-1)?.name ?? first], window)];
    }
    case 'pool':
      return pooled(name, first, compute.mode === 'average' ? 'Mean' : 'Max');
    case 'flatten': {
      const shape = intConstant(`${name}_shape`, [2], [-1, compute.size]);
      return [shape, node('Reshape', [first, shape.name], { Tshape: INT32 })];
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
      const axis = intConstant(`${name}_axis`, [], [3]);
      return [axis, node('ConcatV2', [...inputs, axis.name], { N: { int: inputs.length }, Tidx: INT32 })];
    }
    case 'activation':
      return activationNodes(compute.activation, name, first);
  }
}
