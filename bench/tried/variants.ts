import type { GraphNode, SavedGraph } from '../../src/model/protobuf/graphDef';
import { oneDnnGraph } from '../../src/model/runtime/oneDnnGraph';

/** One way to write the same graph; `variantTable.mjs` has their titles. */
export interface Variant {
  readonly graph: (plain: SavedGraph) => SavedGraph;
  /** Weights become part of the graph instead of being fed to it. */
  readonly constants?: boolean;
}

const same = (graph: SavedGraph): SavedGraph => graph;

/** By id. The product's own way is `kept-sums`. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  eigen: { graph: same },
  tensorflow: { graph: same },
  matmul: { graph: pointwiseAsMatMul },
  constants: { graph: same, constants: true },
  fed: { graph: (plain) => withAttribute(withoutSums(plain), 'is_filter_const', { bool: false }) },
  kept: { graph: withoutSums },
  'kept-sums': { graph: oneDnnGraph },
  'one-queue': { graph: oneDnnGraph },
  'channels-first': { graph: (plain) => channelsFirst(oneDnnGraph(plain)) },
};

/** {@link oneDnnGraph} with every sum an operation of its own. */
function withoutSums(plain: SavedGraph): SavedGraph {
  const hidden = plain.nodes.map((node) => (node.op === 'AddV2' ? { ...node, op: 'Sum?' } : node));
  const { nodes } = oneDnnGraph({ ...plain, nodes: hidden });
  return { ...plain, nodes: nodes.map((node) => (node.op === 'Sum?' ? { ...node, op: 'AddV2' } : node)) };
}

function withAttribute(graph: SavedGraph, name: string, value: GraphNode['attributes'][string]): SavedGraph {
  const nodes = graph.nodes.map((node) =>
    name in node.attributes ? { ...node, attributes: { ...node.attributes, [name]: value } } : node,
  );
  return { ...graph, nodes };
}

/** A 1×1 convolution of stride 1 is a product of `[N·H·W, in]` with `[in, out]`. */
function pointwiseAsMatMul(plain: SavedGraph): SavedGraph {
  const kernels = new Map(plain.inputs.map(({ name, shape }) => [name, shape]));
  const nodes = plain.nodes.flatMap((node): readonly GraphNode[] => {
    const [input = '', kernel = ''] = node.inputs;
    const [height, width, inner = 0, outer = 0] = kernels.get(kernel) ?? [];
    const strides = node.attributes['strides'];
    const stride = strides && 'ints' in strides ? strides.ints[1] : 0;
    if (node.op !== 'Conv2D' || height !== 1 || width !== 1 || stride !== 1) return [node];
    const { name } = node;
    const T = { T: { type: 'float' } } as const;
    const integers = (suffix: string, values: readonly number[]): GraphNode => ({
      name: `${name}${suffix}`,
      op: 'Const',
      inputs: [],
      attributes: {
        dtype: { type: 'int32' },
        value: { intTensor: { shape: [values.length], values } },
      },
    });
    const reshape = (suffix: string, from: string, shape: string): GraphNode => ({
      name: `${name}${suffix}`,
      op: 'Reshape',
      inputs: [from, shape],
      attributes: { ...T, Tshape: { type: 'int32' } },
    });
    return [
      integers('_rows', [-1, inner]),
      integers('_matrix', [inner, outer]),
      integers('_outer', [outer]),
      integers('_first', [0]),
      integers('_most', [3]),
      reshape('_flat', input, `${name}_rows`),
      reshape('_kernel', kernel, `${name}_matrix`),
      {
        name: `${name}_product`,
        op: 'MatMul',
        inputs: [`${name}_flat`, `${name}_kernel`],
        attributes: { ...T, transpose_a: { bool: false }, transpose_b: { bool: false } },
      },
      {
        name: `${name}_shape`,
        op: 'Shape',
        inputs: [input],
        attributes: { ...T, out_type: { type: 'int32' } },
      },
      {
        name: `${name}_place`,
        op: 'Slice',
        inputs: [`${name}_shape`, `${name}_first`, `${name}_most`],
        attributes: { T: { type: 'int32' }, Index: { type: 'int32' } },
      },
      {
        name: `${name}_axis`,
        op: 'Const',
        inputs: [],
        attributes: { dtype: { type: 'int32' }, value: { intTensor: { shape: [], values: [0] } } },
      },
      {
        name: `${name}_whole`,
        op: 'ConcatV2',
        inputs: [`${name}_place`, `${name}_outer`, `${name}_axis`],
        attributes: { N: { int: 2 }, T: { type: 'int32' }, Tidx: { type: 'int32' } },
      },
      { ...reshape('', `${name}_product`, `${name}_whole`), name },
    ];
  });
  return { ...plain, nodes };
}

/** Everything between the pictures and the pooling with channels before height and width. */
function channelsFirst(graph: SavedGraph): SavedGraph {
  const turned = graph.nodes.map((node): GraphNode => {
    const { attributes } = node;
    const turn = (name: string): GraphNode['attributes'] => {
      const value = attributes[name];
      if (!value || !('ints' in value) || value.ints.length !== 4) return {};
      const [n = 1, h = 1, w = 1, c = 1] = value.ints;
      return { [name]: { ints: [n, c, h, w] } };
    };
    if (!('data_format' in attributes)) {
      // The pooling's axes.
      return node.op === 'Const' && node.name.endsWith('_axes')
        ? { ...node, attributes: { ...attributes, value: { intTensor: { shape: [2], values: [2, 3] } } } }
        : node;
    }
    const op = node.op === 'MaxPool' ? '_MklNativeMaxPool' : node.op;
    const pool =
      node.op === 'MaxPool'
        ? {
            explicit_paddings: { ints: [] },
            workspace_enabled: { bool: false },
            _kernel: { string: 'MklNameChangeOp' },
          }
        : {};
    return {
      ...node,
      op,
      attributes: {
        ...attributes,
        ...pool,
        ...turn('strides'),
        ...turn('ksize'),
        data_format: { string: 'NCHW' },
      },
    };
  });
  const nodes = turned.flatMap((node): readonly GraphNode[] => {
    if (node.op !== 'Identity' || !node.inputs.includes('images')) return [node];
    return [
      {
        name: 'turned_axes',
        op: 'Const',
        inputs: [],
        attributes: { dtype: { type: 'int32' }, value: { intTensor: { shape: [4], values: [0, 3, 1, 2] } } },
      },
      {
        name: node.name,
        op: 'Transpose',
        inputs: ['images', 'turned_axes'],
        attributes: { T: { type: 'float' }, Tperm: { type: 'int32' } },
      },
    ];
  });
  return { ...graph, nodes };
}
