import type { Flow, LayerRow, NetworkId, Shape } from '../../shared/network';
import { alignSteps, type StepPair } from './alignSteps';
import { addCosts, COST_CAUSES, costByCause, subtractCost, type Cost, type CostByCause } from './diffCost';
import { stepDetails, type Detail } from './diffDetails';
import { networkPoints } from './diffPoints';
import { stepsOf, type Step, type StepBlock, type StepKind, type SteppedNetwork } from './diffSteps';
import { DEFAULT_INPUT, type InputSize } from './sizeNetwork';
import type { SummaryOptions } from './summarize';

/** A step as one of the two networks has it. */
export interface DiffSide extends Cost {
  readonly layers: readonly string[];
  readonly types: readonly string[];
  /** In that network's own layout. */
  readonly outputShape: Shape;
}

export interface DiffStep {
  readonly kind: StepKind;
  readonly a: DiffSide | null;
  readonly b: DiffSide | null;
  /** In what the two differ; empty where one is missing or both compute the same. */
  readonly details: readonly Detail[];
  /** Second minus first. */
  readonly cost: Cost;
}

export interface DiffBlock {
  readonly block: string;
  readonly flow: Flow;
  readonly a: (Cost & { readonly outputShape: Shape }) | null;
  readonly b: (Cost & { readonly outputShape: Shape }) | null;
  readonly cost: Cost;
  readonly steps: readonly DiffStep[];
}

export interface DiffNetwork extends Cost {
  readonly network: NetworkId;
  readonly title: string;
  readonly merge: 'add' | 'concat';
  /** Most channels that a feature map between two blocks has. */
  readonly widest: number;
}

/** Two networks side by side. Costs without a side are differences: second minus first. */
export interface NetworkDiff {
  readonly a: DiffNetwork;
  readonly b: DiffNetwork;
  readonly input: InputSize;
  readonly classes: number | null;
  readonly cost: Cost;
  /** The difference by cause; the parts sum to {@link cost}. */
  readonly causes: CostByCause;
  /** What differs on the whole. */
  readonly points: readonly Detail[];
  readonly blocks: readonly DiffBlock[];
}

/**
 * Lays two networks side by side, block by block and step by step: what differs, and what it costs.
 *
 * @throws XceptionError `input-size` for a size the networks cannot take
 */
export function diffNetworks(a: NetworkId, b: NetworkId, options: SummaryOptions = {}): NetworkDiff {
  const input = options.input ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  const classes = options.includeTop === false ? null : (options.classes ?? 1000);
  const left = stepsOf(a, options, input);
  const right = stepsOf(b, options, input);
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
