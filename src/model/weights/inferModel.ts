import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { buildNetwork, networks } from '../arch/buildNetwork';
import type { LayerOp } from '../arch/layerOp';
import type { HeadLayer } from '../arch/networkGraph';
import { DEFAULT_INPUT, sizeNetwork, type InputSize } from '../arch/sizeNetwork';
import { variablesOf, type VariableSpec } from '../arch/variables';
import { arrange, listed, sameShape, shapeText, storedLayers, type StoredLayer } from './bindWeights';
import { groupBy } from './groupBy';
import { inferHead } from './inferHead';
import type { KerasNetwork } from './keras/findBackbone';
import type { TensorEntry } from './weightsFormat';

/** What was made of a file that holds weights and no structure. */
export interface InferredModel {
  readonly network: KerasNetwork;
  readonly head: readonly (HeadLayer & { readonly name: string })[];
  /** The file's layer for every layer with weights, by the network's name. */
  readonly layers: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** A layer of the network that has weights. */
export interface Wanted {
  readonly name: string;
  readonly kind: LayerOp['kind'];
  readonly variables: readonly VariableSpec[];
}

interface Assignment {
  readonly network: KerasNetwork;
  readonly layers: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/**
 * Tells from shapes and order alone which Keras network a file's weights belong to.
 *
 * @throws XceptionError `model-mismatch` when they fit none, `model-unsupported` when the head cannot be known
 */
export function inferModel(
  entries: readonly TensorEntry[],
  input: InputSize | undefined,
  file: string,
): InferredModel {
  const stored = storedLayers(entries);
  const attempts = (['paper', 'article'] as const).flatMap((network) => {
    const wanted = wantedLayers(network);
    return [assignByOrder(network, wanted, stored), assignByName(network, wanted, stored)];
  });
  const fit = attempts.find(({ problems }) => problems.length === 0);
  if (!fit) {
    const [best] = attempts.toSorted((a, b) => a.problems.length - b.problems.length);
    throw new XceptionError(
      'model-mismatch',
      `The weights in ${path.basename(file)} are not Xception's. Nearest is ${networks[best?.network ?? 'paper'].title}, but ` +
        `${listed(best?.problems ?? [])}. Choose a file with an Xception model.`,
    );
  }
  const used = new Set(fit.layers.values());
  const rest = stored.filter(({ id }) => !used.has(id));
  const { head, layers, warnings } = inferHead(fit.network, rest, input, file);
  return { network: fit.network, head, layers: new Map([...fit.layers, ...layers]), warnings };
}

/** A backbone's layers with weights, in Keras' order. */
export function wantedLayers(network: KerasNetwork): readonly Wanted[] {
  const graph = buildNetwork(network, { includeTop: false });
  const size = { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  return sizeNetwork(graph, size)
    .map((layer) => ({ name: layer.name, kind: layer.op.kind, variables: variablesOf(layer, 'keras') }))
    .filter(({ variables }) => variables.length > 0);
}

/** Keras stores layers in the network's order, at least those of one kind among themselves. */
function assignByOrder(
  network: KerasNetwork,
  wanted: readonly Wanted[],
  stored: readonly StoredLayer[],
): Assignment {
  const queues = groupBy(stored, kindOf);
  return assign(network, wanted, ({ kind }) => queues.get(kind)?.shift());
}

/**
 * A nested model that was partly frozen has its trainable layers first in Keras 2's layout: names restore the order, and
 * for layers without a name of their own (the shortcuts) the shape, where it tells them apart.
 */
function assignByName(
  network: KerasNetwork,
  wanted: readonly Wanted[],
  stored: readonly StoredLayer[],
): Assignment {
  const names = new Set(wanted.map(({ name }) => name).filter((name) => name.startsWith('block')));
  const byName = new Map(stored.map((layer) => [layer.entries[0]?.layerName ?? '', layer]));
  return assign(network, wanted, ({ name, variables }) => {
    if (names.has(name)) return byName.get(name);
    const alike = stored.filter(
      (layer) => !names.has(layer.entries[0]?.layerName ?? '') && fits(variables, layer),
    );
    return alike.length === 1 ? alike[0] : undefined;
  });
}

function assign(
  network: KerasNetwork,
  wanted: readonly Wanted[],
  take: (layer: Wanted) => StoredLayer | undefined,
): Assignment {
  const layers = new Map<string, string>();
  const problems: string[] = [];
  for (const layer of wanted) {
    const found = take(layer);
    if (found) layers.set(layer.name, found.id);
    if (!found) problems.push(`${layer.name} is missing`);
    else if (!fits(layer.variables, found)) {
      const want = layer.variables.map(({ storedShape }) => shapeText(storedShape)).join(' and ');
      const have = found.entries.map(({ shape }) => shapeText(shape)).join(' and ');
      problems.push(`${layer.name} is ${want} and the file's ${found.id} is ${have}`);
    }
  }
  return { network, layers, problems };
}

/** Whether a stored layer has these variables and no others. */
export function fits(variables: readonly VariableSpec[], { entries }: StoredLayer): boolean {
  const found = arrange(variables, entries);
  return (
    entries.length === variables.length &&
    variables.every(({ storedShape }, index) => sameShape(storedShape, found[index]?.shape ?? []))
  );
}

/** What a layer is, from the ranks of its tensors. */
export function kindOf({ entries }: StoredLayer): LayerOp['kind'] | 'other' {
  const ranks = entries.map(({ shape }) => shape.length);
  const maps = ranks.filter((rank) => rank === 4).length;
  if (maps === 2) return 'sepconv';
  if (maps === 1) return 'conv';
  if (ranks.includes(2)) return 'dense';
  return ranks.length === 4 && ranks.every((rank) => rank === 1) ? 'batchnorm' : 'other';
}
