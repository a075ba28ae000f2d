import type { HeadOp } from '../../arch/layerOp';
import type { HeadLayer } from '../../arch/networkGraph';
import { XceptionError } from '../../../shared/xceptionError';
import type { Backbone } from './findBackbone';
import type { KerasGraph } from './kerasGraph';
import type { KerasLayer } from './kerasModelConfig';
import { unsupportedLayer } from './modelError';

/** The layers after the backbone, and the model's layer (its id) for each of them. */
export interface KerasHead {
  readonly head: readonly (HeadLayer & { readonly name: string })[];
  readonly layers: ReadonlyMap<string, string>;
}

const ADVICE =
  'After the backbone there may be pooling, Flatten, Dense, Dropout, BatchNormalization and activations, one after another.';

const HEAD_KINDS: ReadonlySet<string> = new Set<HeadOp['kind']>([
  'pool',
  'flatten',
  'dense',
  'dropout',
  'activation',
  'batchnorm',
  'relu',
]);

/**
 * Follows a model from its output back to the backbone.
 *
 * @param taken - names of the network's own layers, which a head's layer must not have too
 * @throws XceptionError `model-unsupported` that names the layer which cannot be run
 */
export function readHead(graph: KerasGraph, backbone: Backbone, file: string): KerasHead {
  const { outputs } = graph.model;
  const [output = ''] = outputs;
  if (outputs.length !== 1) {
    throw new XceptionError(
      'model-unsupported',
      `${file} has ${outputs.length} outputs. A model with one output can be run: save the part that classifies.`,
    );
  }
  const taken = new Set(backbone.layers.keys());
  const head: (HeadLayer & { readonly name: string })[] = [];
  const layers = new Map<string, string>();
  for (let id = output; id !== backbone.features;) {
    const layer = graph.layer(id);
    const [input, another] = layer?.inputs ?? [];
    if (!layer || layers.size > graph.model.layers.length) {
      throw new XceptionError('model-unsupported', `${file}: its output does not come from the backbone.`);
    }
    const op = headOp(graph, layer, file);
    if (input === undefined)
      throw unsupportedLayer(file, layer, 'it is not reached from the backbone', ADVICE);
    if (another !== undefined) throw unsupportedLayer(file, layer, 'it joins several layers', ADVICE);
    if (op) {
      const name = freeName(layer.name, taken);
      head.unshift({ name, op });
      layers.set(name, layer.id);
    }
    id = input;
  }
  return { head, layers };
}

/** @returns undefined for a layer that does nothing at inference */
function headOp(graph: KerasGraph, layer: KerasLayer, file: string): HeadOp | undefined {
  const meaning = graph.meaning(layer);
  if (meaning === 'inactive') return undefined;
  if ('unsupported' in meaning) throw unsupportedLayer(file, layer, meaning.unsupported, ADVICE);
  if (layer.calls > 1) throw unsupportedLayer(file, layer, 'it is used more than once', ADVICE);
  if (!isHeadOp(meaning.op)) throw unsupportedLayer(file, layer, 'it stands after the backbone', ADVICE);
  return meaning.op;
}

function isHeadOp(op: { readonly kind: string }): op is HeadOp {
  return HEAD_KINDS.has(op.kind);
}

/** A model put together in two sessions may have two layers of a name; in the network every name is unique. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let i = 1; taken.has(free); i++) free = `head_${name}${i === 1 ? '' : `_${i}`}`;
  taken.add(free);
  return free;
}
