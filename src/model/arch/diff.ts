import type { LayerRow, NetworkId } from '../../shared/network';
import {
  COST_CAUSES,
  type Cost,
  type CostByCause,
  type DiffBlock,
  type DiffNetwork,
  type DiffSide,
  type DiffStep,
  type NetworkDiff,
} from '../../shared/networkDiff';
import { alignSteps, type StepPair } from './alignSteps';
import { addCosts, costByCause, subtractCost } from './diffCost';
import { stepDetails } from './diffDetails';
import { networkPoints } from './diffPoints';
import { stepsOf, type Step, type StepBlock, type SteppedNetwork } from './diffSteps';
import { DEFAULT_INPUT, type InputSize } from './sizeNetwork';
import type { SummaryOptions } from './summarize';

export interface DiffOptions extends SummaryOptions {
  /** Input size of the second network; the first's unless told. */
  readonly secondInput?: InputSize;
}

/**
 * Lays two networks side by side, block by block and step by step: what differs, and what it costs.
 *
 * @throws XceptionError `input-size` for a size the networks cannot take
 */
export function diffNetworks(a: NetworkId, b: NetworkId, options: DiffOptions = {}): NetworkDiff {
  const input = options.input ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  const classes = options.includeTop === false ? null : (options.classes ?? 1000);
  const left = stepsOf(a, options, input);
  const right = stepsOf(b, options, options.secondInput ?? input);
  const aligned = alignBlocks(left, right);
  const frameworks = [left.graph.description.framework, right.graph.description.framework] as const;
  const costs = aligned.flatMap(({ pairs }) => pairs.map((pair) => costByCause(pair, frameworks)));
  const blocks = aligned.map(diffBlock);
  const sides = { a: side(left, blocks, 'a'), b: side(right, blocks, 'b') };
  return {
    ...sides,
    input,
    classes,
    cost: subtractCost(sides.b, sides.a),
    causes: sumByCause(costs),
    points: networkPoints(left.graph, right.graph, classes),
    blocks,
  };
}

interface AlignedBlock {
  readonly a: StepBlock | undefined;
  readonly b: StepBlock | undefined;
  readonly pairs: readonly StepPair[];
}

/** All three networks have the article's blocks under the same names. */
function alignBlocks(left: SteppedNetwork, right: SteppedNetwork): readonly AlignedBlock[] {
  const names = new Set([...left.blocks, ...right.blocks].map(({ block }) => block));
  return [...names].map((name) => {
    const a = left.blocks.find(({ block }) => block === name);
    const b = right.blocks.find(({ block }) => block === name);
    return { a, b, pairs: alignSteps(a?.steps ?? [], b?.steps ?? []) };
  });
}

function diffBlock({ a, b, pairs }: AlignedBlock): DiffBlock {
  const steps = pairs.map(diffStep);
  const { block, flow } = a ?? b ?? { block: '', flow: 'input' };
  return {
    block,
    flow,
    a: blockSide(a),
    b: blockSide(b),
    cost: addCosts(steps.map(({ cost }) => cost)),
    steps,
  };
}

function diffStep(pair: StepPair): DiffStep {
  const [a, b] = pair;
  const [left, right] = [a && stepSide(a), b && stepSide(b)];
  return {
    kind: (a ?? b)?.kind ?? 'input',
    a: left,
    b: right,
    details: stepDetails(pair),
    cost: subtractCost(addCosts(right ? [right] : []), addCosts(left ? [left] : [])),
  };
}

function stepSide({ rows }: Step): DiffSide {
  return {
    layers: rows.map(({ name }) => name),
    types: rows.map(({ type }) => type),
    outputShape: rows.at(-1)?.outputShape ?? [],
    ...rowCost(rows),
  };
}

function blockSide(block: StepBlock | undefined): DiffBlock['a'] {
  const rows = block?.steps.flatMap((step) => step.rows);
  if (!rows) return null;
  return { outputShape: rows.at(-1)?.outputShape ?? [], ...rowCost(rows) };
}

function rowCost(rows: readonly LayerRow[]): Cost {
  return addCosts(rows.map(({ params, macs, activationBytes }) => ({ params, macs, activationBytes })));
}

function side(
  { graph, blocks: own }: SteppedNetwork,
  blocks: readonly DiffBlock[],
  which: 'a' | 'b',
): DiffNetwork {
  const { id, title, conventions } = graph.description;
  const channels = own
    .filter(({ flow }) => flow === 'entry' || flow === 'middle')
    .map(({ steps }) => steps.at(-1)?.layers.at(-1)?.output.channels ?? 0);
  return {
    network: id,
    title,
    merge: conventions.merge,
    widest: Math.max(...channels),
    ...addCosts(blocks.flatMap((block) => block[which] ?? [])),
  };
}

function sumByCause(costs: readonly CostByCause[]): CostByCause {
  const entries = COST_CAUSES.map((cause) => [cause, addCosts(costs.map((cost) => cost[cause]))] as const);
  return Object.fromEntries(entries) as CostByCause;
}
