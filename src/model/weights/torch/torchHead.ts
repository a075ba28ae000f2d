import { buildNetwork } from '../../arch/buildNetwork';
import type { HeadLayer } from '../../arch/networkGraph';
import { listed, shapeText } from '../bindWeights';
import { groupBy } from '../groupBy';
import { unsupported } from '../numbers/modelErrors';
import type { TensorEntry } from '../weightsFormat';

/** What follows the backbone in a file of weights. */
export interface TorchHead {
  readonly layers: readonly HeadLayer[];
  /** The file's module for each layer with weights, by the layer's name. */
  readonly modules: ReadonlyMap<string, string>;
  readonly entries: readonly TensorEntry[];
}

const FEATURES = 2048;

/**
 * The head that the tensors beside the backbone can only mean: one linear layer on the pooled features (`fc`,
 * `last_linear`, `last_linear.1`, …), or none. It gives scores: PyTorch models leave softmax to their loss.
 *
 * @param prefix - what stands before the backbone's names
 * @throws XceptionError `model-unsupported` when there is more: what lies between two layers leaves no trace in weights
 */
export function findHead(rest: readonly TensorEntry[], prefix: string, file: string): TorchHead {
  const [first, ...more] = [...groupBy(rest, ({ layer }) => layer)];
  if (!first) return { layers: [], modules: new Map(), entries: [] };
  const [module, entries] = first;
  const weight = entries.find(({ variable }) => variable === 'weight');
  const bias = entries.find(({ variable }) => variable === 'bias');
  const [units = 0, inputs] = weight?.shape ?? [];
  const isLinear = weight?.shape.length === 2 && units > 0 && inputs === FEATURES;
  if (!isLinear || more.length > 0 || entries.length !== (bias ? 2 : 1)) {
    const tensors = rest.map(({ name, shape }) => `${name} ${shapeText(shape)}`);
    throw unsupported(
      file,
      `has other things after its backbone than one linear layer: ${listed(tensors)}`,
      'Xception with one linear layer on 2048 pooled features can be run.',
    );
  }
  const name = layerName(module.startsWith(prefix) ? module.slice(prefix.length) : module);
  return {
    layers: [
      { op: { kind: 'pool', mode: 'average' } },
      { name, op: { kind: 'dense', units, bias: bias !== undefined, activation: 'linear' } },
    ],
    modules: new Map([[name, module]]),
    entries,
  };
}

/** The module's own name, unless the network has a layer of that name. */
function layerName(module: string): string {
  const taken = new Set(buildNetwork('paper').nodes.map(({ name }) => name));
  return module === '' || taken.has(module) ? 'fc' : module;
}
