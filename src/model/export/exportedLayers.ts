import { buildNetwork } from '../arch/buildNetwork';
import type { NetworkGraph } from '../arch/networkGraph';
import { sizeNetwork } from '../arch/sizeNetwork';
import type { SizedLayer } from '../arch/sizedLayer';
import type { ExportedModel } from './exportFormat';

export interface ExportedLayers {
  readonly graph: NetworkGraph;
  /** Every layer after its inputs, at the model's input size. */
  readonly layers: readonly SizedLayer[];
}

/** The layers of a model that is to be written. */
export function exportedLayers({ record, facts }: Pick<ExportedModel, 'record' | 'facts'>): ExportedLayers {
  const graph = buildNetwork(facts.network, { head: facts.head, variant: facts.variant });
  return { graph, layers: sizeNetwork(graph, record.input) };
}
