import path from 'node:path';
import type { Preprocessing } from '../../shared/classification';
import type { ExportedModel } from '../export/exportFormat';
import type { HeadLayer } from '../arch/networkGraph';
import type { DenseWeights, TrainedHead } from '../train/headTraining';
import type { ModelFacts } from '../weights/modelFacts';
import { modelRecord } from '../weights/modelRecord';
import { paramsOf } from '../weights/paramsOf';
import type { WeightTensor, Weights } from '../weights/tensorFile';
import type { Backbone } from './backbone';

const SCORES = 'predictions';
const HIDDEN = 'head_hidden';

/** The layers of a head: pooling, what was trained, and the dropout that was between. */
export function headLayers({ layers }: TrainedHead, dropout: number): readonly HeadLayer[] {
  const dense = layers.flatMap(({ bias, activation }, index): readonly HeadLayer[] => {
    const op = { kind: 'dense', units: bias.length, bias: true, activation } as const;
    if (index === layers.length - 1) return [{ name: SCORES, op }];
    return [
      { name: HIDDEN, op },
      { name: 'head_dropout', op: { kind: 'dropout', rate: dropout } },
    ];
  });
  return [{ name: 'avg_pool', op: { kind: 'pool', mode: 'average' } }, ...dense];
}

/** The weights of a head under the names of {@link headLayers}. */
export function headWeights({ layers }: TrainedHead): Weights {
  return new Map(
    layers.flatMap((layer, index) => denseTensors(index === layers.length - 1 ? SCORES : HIDDEN, layer)),
  );
}

function denseTensors(name: string, { kernel, bias }: DenseWeights): readonly [string, WeightTensor][] {
  const units = bias.length;
  return [
    [`${name}/kernel`, { shape: [kernel.length / units, units], data: kernel }],
    [`${name}/bias`, { shape: [units], data: bias }],
  ];
}

/**
 * A backbone with a head, as it is written.
 *
 * @param tail - tensors of the backbone that were changed
 */
export async function trainedModel(
  backbone: Backbone,
  head: TrainedHead,
  tail: Weights,
  given: { readonly classes: readonly string[]; readonly dropout: number; readonly out: string },
): Promise<ExportedModel> {
  const own = headWeights(head);
  return assembledModel(
    { ...backbone.facts, head: headLayers(head, given.dropout), warnings: [] },
    new Map([...backbone.weights, ...tail, ...own]),
    { ...given, preprocessing: backbone.record.preprocessing },
  );
}

/** A model of these weights, with the names of its classes. */
export async function assembledModel(
  structure: Omit<ModelFacts, 'params'>,
  weights: Weights,
  given: { readonly classes: readonly string[]; readonly preprocessing: Preprocessing; readonly out: string },
): Promise<ExportedModel> {
  const facts: ModelFacts = { ...structure, labels: given.classes, params: paramsOf(weights) };
  const name = path.basename(given.out);
  const record = await modelRecord(facts, {
    id: name,
    title: name,
    network: facts.network,
    source: { kind: 'file', path: given.out },
    labels: given.classes,
    preprocessing: given.preprocessing,
  });
  return { record, facts, weights };
}
