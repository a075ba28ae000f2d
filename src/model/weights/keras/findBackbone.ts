import { buildNetwork } from '../../arch/buildNetwork';
import type { LayerNode } from '../../arch/networkGraph';
import { XceptionError } from '../../../shared/xceptionError';
import { describeOp, sameOp } from './describeOp';
import type { KerasGraph } from './kerasGraph';
import type { KerasLayer } from './kerasModelConfig';

export type KerasNetwork = 'paper' | 'article';

/** Where a network's backbone lies in a model. */
export interface Backbone {
  readonly network: KerasNetwork;
  /** The model's layer (its id) for every layer of the network, by the network's own name. */
  readonly layers: ReadonlyMap<string, string>;
  /** Id of the layer whose output the first convolution takes. */
  readonly source: string;
  /** Id of the last layer. */
  readonly features: string;
}

/** Where a network's layers were no longer found, and what stood there. */
interface Departure {
  readonly matched: number;
  readonly expected: LayerNode;
  readonly found: readonly KerasLayer[];
}

/**
 * Finds Xception in a model by its structure alone: layer by layer, each with the operation that the network has there
 * and the inputs that the network gives it. Names play no part, and neither does whether it is nested or spread out.
 *
 * @throws XceptionError `model-unsupported` that tells where the model departs from the nearest network
 */
export function findBackbone(graph: KerasGraph, file: string): Backbone {
  const attempts = (['paper', 'article'] as const).flatMap((network) => attemptsFor(graph, network));
  const found = attempts.find((attempt) => 'features' in attempt);
  if (found) return found;
  const departures = attempts.filter((attempt) => 'matched' in attempt);
  const best = departures.toSorted((a, b) => b.matched - a.matched).at(0);
  throw new XceptionError('model-unsupported', best ? departure(graph, best, file) : stranger(graph, file));
}

function attemptsFor(graph: KerasGraph, network: KerasNetwork): readonly (Backbone | Departure)[] {
  const { nodes, features } = buildNetwork(network, { includeTop: false });
  const [, stem] = nodes;
  if (!stem) return [];
  return graph.model.layers
    .filter((layer) => fits(graph, layer, stem))
    .map((first) => match(graph, network, nodes, features, first));
}

function match(
  graph: KerasGraph,
  network: KerasNetwork,
  nodes: readonly LayerNode[],
  features: string,
  first: KerasLayer,
): Backbone | Departure {
  const [source = ''] = graph.inputsOf(first);
  const layers = new Map<string, string>();
  const used = new Set<string>();
  for (const [index, node] of nodes.entries()) {
    if (node.op.kind === 'input') {
      layers.set(node.name, source);
      continue;
    }
    const inputs = node.inputs.map((name) => layers.get(name) ?? '');
    const users = graph.usersOf(inputs[0] ?? '').filter(({ id }) => !used.has(id));
    const layer = users.find(
      (user) => fits(graph, user, node) && sameInputs(graph.inputsOf(user), inputs, node),
    );
    if (!layer) return { matched: index, expected: node, found: users };
    layers.set(node.name, layer.id);
    used.add(layer.id);
  }
  return { network, layers, source, features: layers.get(features) ?? '' };
}

function fits(graph: KerasGraph, layer: KerasLayer, node: LayerNode): boolean {
  const meaning = graph.meaning(layer);
  return typeof meaning === 'object' && 'op' in meaning && layer.calls === 1 && sameOp(node.op, meaning.op);
}

function sameInputs(found: readonly string[], expected: readonly string[], node: LayerNode): boolean {
  if (found.length !== expected.length) return false;
  if (node.op.kind === 'add') return expected.every((id) => found.includes(id));
  return expected.every((id, index) => found[index] === id);
}

function departure(graph: KerasGraph, { expected, found }: Departure, file: string): string {
  const there = found.map((layer) => `"${layer.name}" (${describeLayer(graph, layer)})`).join(' and ');
  return (
    `${file} begins like Xception but departs from it: where the network has ${describeOp(expected.op)} ("${expected.name}"), ` +
    `the file has ${there || 'nothing'}. Only Xception as in keras.applications and as in the article can be run.`
  );
}

function describeLayer(graph: KerasGraph, layer: KerasLayer): string {
  const meaning = graph.meaning(layer);
  if (meaning === 'inactive') return layer.className;
  if (layer.calls > 1) return `${layer.className}, used ${layer.calls} times`;
  return 'op' in meaning ? describeOp(meaning.op) : `${layer.className}: ${meaning.unsupported}`;
}

function stranger({ model }: KerasGraph, file: string): string {
  const first = model.layers.slice(0, 4).map(({ name, className }) => `${name} (${className})`);
  return (
    `${file} holds another network than Xception: none of its ${model.layers.length} layers is Xception's first convolution ` +
    `(3×3, 32 filters, stride 2). It begins with ${first.join(', ')}. Choose a file with an Xception model.`
  );
}
