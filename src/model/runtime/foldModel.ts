import { buildNetwork } from '../arch/buildNetwork';
import type { NetworkGraph } from '../arch/networkGraph';
import type { SizedLayer } from '../arch/sizedLayer';
import { sizeNetwork } from '../arch/sizeNetwork';
import type { OpenedModel } from '../weights/tensorFile';
import { foldNetwork, type FoldedNetwork } from './foldNetwork';

/** A model on its way to the fast path. */
export interface FoldedModel {
  /** The model's structure, its own head's too. */
  readonly graph: NetworkGraph;
  readonly layers: readonly SizedLayer[];
  readonly folded: FoldedNetwork;
}

/** Builds a model's network at its input size and folds its weights where they lie: the opened model is spent. */
export function foldModel({ record, head, weights }: OpenedModel): FoldedModel {
  const graph = buildNetwork(record.network, { head, variant: record.variant });
  const layers = sizeNetwork(graph, record.input);
  const options = { inPlace: true, features: graph.features };
  return { graph, layers, folded: foldNetwork(layers, weights, graph.output, options) };
}
