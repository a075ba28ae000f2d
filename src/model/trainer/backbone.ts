import { createHash } from 'node:crypto';
import type {
  ModelRecord,
  ModelRequest,
  Preprocessing,
  PreprocessingChoice,
} from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { buildNetwork, networks } from '../arch/buildNetwork';
import { checkInputSize, sizeNetwork, type InputSize } from '../arch/sizeNetwork';
import { tensorName, variablesOf } from '../arch/variables';
import { bytesOf } from '../export/writeBytes';
import { loadPacked, type LoadOptions } from '../weights/loadModel';
import type { ModelFacts } from '../weights/modelFacts';
import { modelRecord } from '../weights/modelRecord';
import { sourceStamp } from '../weights/modelStamp';
import { paramsOf } from '../weights/paramsOf';
import type { Weights } from '../weights/tensorFile';

/** A model without its head, at an input size of our choice: what a new head is put on. */
export interface Backbone {
  readonly record: ModelRecord;
  readonly facts: ModelFacts;
  readonly weights: Weights;
  /** Numbers per picture after pooling. */
  readonly features: number;
  /** Tells it, with its input and preprocessing, from all others. */
  readonly key: readonly string[];
}

export interface BackboneChoice {
  readonly model: ModelRequest;
  readonly input: InputSize;
  readonly preprocessing?: PreprocessingChoice;
}

/**
 * Reads the backbone of a model, whatever head and input size the model has.
 *
 * @throws XceptionError `input-size`, and what opening the model throws
 */
export async function loadBackbone(
  { model, input, preprocessing }: BackboneChoice,
  options: LoadOptions,
): Promise<Backbone> {
  checkInputSize(input);
  const packed = await loadPacked(model, options);
  const { network, variant } = packed.facts;
  const graph = buildNetwork(network, { includeTop: false, variant });
  const layers = sizeNetwork(graph, input);
  const { framework } = networks[network];
  const names = layers.flatMap((layer) => variablesOf(layer, framework)).map(tensorName);
  const weights = new Map(
    names.map((name) => {
      const tensor = packed.weights.get(name);
      if (!tensor) throw new XceptionError('model-mismatch', `${model.title} has no tensor ${name}.`);
      return [name, tensor];
    }),
  );
  const facts: ModelFacts = { ...packed.facts, head: [], input, params: paramsOf(weights) };
  const record = await modelRecord(facts, model);
  const chosen: Preprocessing = { ...record.preprocessing, ...preprocessing };
  const stamp = (await sourceStamp(model.source)) ?? 'untrained';
  const place = model.source.kind === 'file' ? model.source.path : network;
  return {
    // What is warned of is that a backbone has no classes.
    record: { ...record, preprocessing: chosen, warnings: [] },
    facts: { ...facts, preprocessing: chosen },
    weights,
    features: layers.at(-1)?.output.channels ?? 0,
    key: [place, stamp, network, JSON.stringify(variant ?? null), JSON.stringify([input, chosen])],
  };
}

/** SHA-256 over tensors, their names included, in the order of the names. */
export function hashWeights(weights: Weights): string {
  const hash = createHash('sha256');
  for (const [name, { data }] of [...weights].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\n`).update(bytesOf(data));
  }
  return hash.digest('hex');
}
