import type { GraphNode, SavedGraph } from '../protobuf/graphDef';

/**
 * A graph whose convolutions are oneDNN's own operations, which TensorFlow would otherwise put in their place. Written here,
 * they know more than TensorFlow can: that the kernels fed to them never change, so that each is brought into oneDNN's
 * layout once and not in every run; and that the sum at the end of a residual block can be part of the convolution before
 * it. (`TF_ONEDNN_ASSUME_FROZEN_WEIGHTS` says the former to the whole process, and makes eager convolutions of one shape
 * share the first one's kernel.)
 *
 * Source of names and attributes: tensorflow/core/ops/mkl_nn_ops.cc.
 */
export function oneDnnGraph(graph: SavedGraph): SavedGraph {
  const consumers = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    for (const input of node.inputs) consumers.set(input, [...(consumers.get(input) ?? []), node]);
  }
  const wanted = new Set(graph.outputs.map(({ node }) => node));
  /** The only user of a node that nobody else, and no caller, needs. */
  const onlyUser = ({ name }: GraphNode, op: string): GraphNode | undefined => {
    const [user, another] = consumers.get(name) ?? [];
    return user?.op === op && !another && !wanted.has(name) ? user : undefined;
  };

  /** What stands in a node's place; nothing for a node that went into another. */
  const replaced = new Map<GraphNode, GraphNode | undefined>();
  for (const node of graph.nodes) {
    if (node.op === 'DepthwiseConv2dNative') replaced.set(node, depthwise(node));
    if (node.op !== 'Conv2D') continue;
    const bias = onlyUser(node, 'BiasAdd');
    if (!bias) continue;
    const [, offset = ''] = bias.inputs;
    const relu = onlyUser(bias, 'Relu');
    const free = (candidate: GraphNode | undefined): GraphNode | undefined =>
      candidate && !replaced.has(candidate) ? candidate : undefined;
    const sum = relu ? undefined : free(onlyUser(bias, 'AddV2'));
    const addend = sum?.inputs.find((input) => input !== bias.name);
    const last = relu ?? (addend === undefined ? undefined : sum) ?? bias;
    replaced.set(node, undefined).set(bias, undefined);
    // The last one's place: all inputs stand before it there.
    replaced.set(
      last,
      addend === undefined
        ? convolution(node, last.name, [offset], relu ? ['BiasAdd', 'Relu'] : ['BiasAdd'])
        : convolution(node, last.name, [offset, addend], ['BiasAdd', 'Add']),
    );
  }
  const nodes = graph.nodes.flatMap((node) => (replaced.has(node) ? (replaced.get(node) ?? []) : node));
  return { ...graph, nodes };
}

/** How TensorFlow marks operations that only its own rewriting is meant to write. */
const KERNEL = { _kernel: { string: 'MklNameChangeOp' }, is_filter_const: { bool: true } } as const;
const UNUSED = { explicit_paddings: { ints: [] }, dilations: { ints: [1, 1, 1, 1] } } as const;

function convolution(
  { inputs, attributes }: GraphNode,
  name: string,
  args: readonly string[],
  fused: readonly string[],
): GraphNode {
  return {
    name,
    op: '_MklNativeFusedConv2D',
    inputs: [...inputs, ...args],
    attributes: {
      ...attributes,
      ...UNUSED,
      ...KERNEL,
      TArgs: { types: args.map(() => 'float') },
      num_args: { int: args.length },
      num_host_args: { int: 0 },
      fused_ops: { strings: fused },
    },
  };
}

function depthwise(node: GraphNode): GraphNode {
  const attributes = { ...node.attributes, ...UNUSED, ...KERNEL };
  return { ...node, op: '_MklNativeDepthwiseConv2dNative', attributes };
}
