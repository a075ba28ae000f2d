import type { Flow, LayerRow, NetworkId } from '../../shared/network';
import type { StepKind } from '../../shared/networkDiff';
import { buildNetwork, type BuildOptions } from './buildNetwork';
import type { NetworkGraph } from './networkGraph';
import type { SizedLayer } from './sizedLayer';
import { sizeNetwork, type InputSize } from './sizeNetwork';
import { summarizeGraph } from './summarize';

/**
 * A step of a block that two networks can be compared by: one layer, or the two halves of a separable convolution where a
 * framework has them apart.
 */
export interface Step {
  readonly kind: StepKind;
  readonly layers: readonly SizedLayer[];
  readonly rows: readonly LayerRow[];
  /** For a concatenation: which branch's channels come first, and so which weights of the next layer are theirs. */
  readonly first?: 'main branch' | 'shortcut';
}

/** A block with its steps in an order that does not depend on the framework: shortcut, main branch, merge, what follows. */
export interface StepBlock {
  readonly block: string;
  readonly flow: Flow;
  readonly steps: readonly Step[];
}

export interface SteppedNetwork {
  readonly graph: NetworkGraph;
  readonly blocks: readonly StepBlock[];
}

/** @throws XceptionError `input-size` */
export function stepsOf(network: NetworkId, options: BuildOptions, input: InputSize): SteppedNetwork {
  const graph = buildNetwork(network, options);
  const { layers: rows } = summarizeGraph(graph, input);
  const layers = sizeNetwork(graph, input);
  const rowOf = new Map(rows.map((row) => [row.name, row]));
  const blocks = [...new Set(layers.map(({ block }) => block))].map((block): StepBlock => {
    const own = layers.filter((layer) => layer.block === block);
    return {
      block,
      flow: own[0]?.flow ?? 'input',
      steps: pairHalves(inBranchOrder(own)).map((step, index, all) => ({
        kind: kindOf(step),
        layers: step,
        rows: step.flatMap(({ name }) => rowOf.get(name) ?? []),
        ...firstBranch(step[0], all[index - 1]?.at(-1)),
      })),
    };
  });
  return { graph, blocks };
}

/** Keras lists the two branches of a block interleaved, PyTorch one after the other. */
function inBranchOrder(layers: readonly SizedLayer[]): readonly SizedLayer[] {
  const merge = layers.findIndex(({ op }) => op.kind === 'add' || op.kind === 'concat');
  if (merge < 0) return layers;
  const convs = new Set(layers.filter(({ op }) => op.kind === 'conv').map(({ name }) => name));
  const onShortcut = ({ name, op, inputNames: [input = ''] }: SizedLayer): boolean =>
    convs.has(name) || (op.kind === 'batchnorm' && convs.has(input));
  const before = layers.slice(0, merge);
  return [
    ...before.filter(onShortcut),
    ...before.filter((layer) => !onShortcut(layer)),
    ...layers.slice(merge),
  ];
}

function pairHalves(layers: readonly SizedLayer[]): readonly (readonly SizedLayer[])[] {
  return layers.flatMap((layer, index) => {
    if (layer.op.kind === 'pointwise') return [];
    const next = layers[index + 1];
    return [layer.op.kind === 'depthwise' && next ? [layer, next] : [layer]];
  });
}

/** In branch order, the layer before the merge is the main branch's last. */
function firstBranch(merge: SizedLayer | undefined, mainEnd: SizedLayer | undefined): Pick<Step, 'first'> {
  if (merge?.op.kind !== 'concat') return {};
  return { first: merge.inputNames[0] === mainEnd?.name ? 'main branch' : 'shortcut' };
}

function kindOf([first]: readonly SizedLayer[]): StepKind {
  const kind = first?.op.kind ?? 'input';
  switch (kind) {
    case 'depthwise':
    case 'pointwise':
      return 'sepconv';
    case 'add':
    case 'concat':
      return 'merge';
    default:
      return kind;
  }
}
