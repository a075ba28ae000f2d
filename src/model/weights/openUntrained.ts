import type { ModelRequest } from '../../shared/classification';
import { networks } from '../arch/buildNetwork';
import { modelRecord } from './modelRecord';
import type { PackedModel } from './packFile';
import { paramsOf } from './paramsOf';
import type { OpenedModel } from './tensorFile';
import { untrainedWeights } from './untrained';

/** A network with its published head and weights by formula. No file is read. */
export async function openUntrained(request: ModelRequest): Promise<OpenedModel> {
  const { facts, weights } = untrainedModelOf(request);
  return { record: await modelRecord(facts, request), head: facts.head, weights };
}

/** What a file of a network's untrained weights would hold. */
export function untrainedModelOf({ network }: Pick<ModelRequest, 'network'>): PackedModel {
  const weights = untrainedWeights(network);
  const params = paramsOf(weights);
  const head = networks[network].head(1000).map((op) => ({ op }));
  return { facts: { format: 'formula', network, head, params, warnings: [] }, weights };
}
