import type { NetworkId, Shape, TraceStage } from '../../shared/network';
import { blockIds, buildNetwork } from './buildNetwork';
import type { NetworkGraph } from './networkGraph';
import type { SizedLayer } from './sizedLayer';
import { DEFAULT_INPUT, sizeNetwork } from './sizeNetwork';
import { shapeOf, type SummaryOptions } from './summarize';

export interface TraceOptions extends SummaryOptions {
  /** Every middle-flow block as a stage of its own, where the article prints one line for all eight. */
  readonly everyBlock?: boolean;
}

/**
 * The article's shape trace: the shape after each stage, by the names of its own print statements.
 *
 * @throws XceptionError `input-size` for a size the network cannot take
 */
export function traceStages(network: NetworkId, options: TraceOptions = {}): readonly TraceStage[] {
  const graph = buildNetwork(network, options);
  const layers = sizeNetwork(graph, options.input ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT });
  const { layout } = graph.description;
  return stageEnds(graph, layers, options.everyBlock ?? false).map(({ stage, layer }) => ({
    stage,
    shape: shapeOf(layer.output, layout),
    layer: layer.name,
  }));
}

/**
 * The trace as text: for the PyTorch listing the very lines that it prints when torchsummary runs it (at batch 2), for
 * the others the same words with the shape as Keras writes it.
 */
export function traceText(network: NetworkId, options: TraceOptions = {}): string {
  return traceStages(network, options)
    .map(
      ({ stage, shape }) =>
        `After ${stage} :  ${network === 'pytorch' ? torchSize(shape) : kerasShape(shape)}`,
    )
    .join('\n');
}

interface StageEnd {
  readonly stage: string;
  readonly layer: SizedLayer;
}

function stageEnds(
  graph: NetworkGraph,
  layers: readonly SizedLayer[],
  everyBlock: boolean,
): readonly StageEnd[] {
  const ends: StageEnd[] = [];
  const lastOf = (candidates: readonly SizedLayer[], stage: string): void => {
    const layer = candidates.at(-1);
    if (layer) ends.push({ stage, layer });
  };
  const stem = layers.filter(({ block }) => block === 'stem');
  const convs = stem.flatMap(({ op }, index) => (op.kind === 'conv' ? [index] : []));
  convs.forEach((start, number) => {
    lastOf(stem.slice(start, convs[number + 1]), `Conv${number + 1}`);
  });
  const ids = blockIds(graph.description);
  ids.forEach((id, index) => {
    const middle = id.startsWith('B');
    if (middle && !everyBlock && ids[index + 1]?.startsWith('B') === true) return;
    const stage = middle && !everyBlock ? 'Block B' : `Block ${id}`;
    lastOf(
      layers.filter(({ block }) => block === `Conv-${id.replace('_', ' ')}`),
      stage,
    );
  });
  return ends;
}

/** `torch.Size([2, 32, 149, 149])`: torchsummary tries a network with two pictures. */
function torchSize(shape: Shape): string {
  return `torch.Size([${shape.map((size) => size ?? 2).join(', ')}])`;
}

/** `(None, 150, 150, 32)` */
function kerasShape(shape: Shape): string {
  return `(${shape.map((size) => size ?? 'None').join(', ')})`;
}
