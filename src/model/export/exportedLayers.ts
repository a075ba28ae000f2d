import { XceptionError } from '../../shared/xceptionError';
import { buildNetwork } from '../arch/buildNetwork';
import type { NetworkGraph } from '../arch/networkGraph';
import { sizeNetwork } from '../arch/sizeNetwork';
import type { FeatureSize, SizedLayer } from '../arch/sizedLayer';
import type { ExportedModel } from './exportFormat';

export interface ExportedLayers {
  readonly graph: NetworkGraph;
  /** Every layer after its inputs, at the model's input size. */
  readonly layers: readonly SizedLayer[];
  /** Of the layer whose output is the model's. */
  readonly output: FeatureSize;
}

/** The layers of a model that is to be written. */
export function exportedLayers({ record, facts }: Pick<ExportedModel, 'record' | 'facts'>): ExportedLayers {
  const graph = buildNetwork(facts.network, { head: facts.head, variant: facts.variant });
  const layers = sizeNetwork(graph, record.input);
  const output = layers.find(({ name }) => name === graph.output)?.output;
  if (!output) throw new XceptionError('internal', `The network has no layer ${graph.output}.`);
  return { graph, layers, output };
}

/**
 * Writes layers one after another, each with the names under which its inputs' outputs are found.
 *
 * @param entry - what stands for the output of the network's input layer
 * @param add - writes a layer and returns its output's name
 * @returns the name of the model's output
 */
export function addLayers(
  { graph, layers }: ExportedLayers,
  entry: string,
  add: (layer: SizedLayer, inputs: readonly string[]) => string,
): string {
  const outputs = new Map<string, string>();
  const outputOf = (layer: string): string => outputs.get(layer) ?? layer;
  for (const layer of layers) {
    outputs.set(layer.name, layer.op.kind === 'input' ? entry : add(layer, layer.inputNames.map(outputOf)));
  }
  return outputOf(graph.output);
}
