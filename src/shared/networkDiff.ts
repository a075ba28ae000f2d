import type { Flow, LayerKind, NetworkId, Shape } from './network';

/** What layers cost: parameters, multiply-accumulates and bytes of activations for one picture. */
export interface Cost {
  readonly params: number;
  readonly macs: number;
  readonly activationBytes: number;
}

/**
 * Why one network costs more than the other:
 * `width`: feature maps with more channels (what concatenation does);
 * `size`: feature maps with more positions (what padding does);
 * `settings`: the same layer set otherwise, such as with a bias;
 * `layers`: layers that only one of the two has.
 */
export const COST_CAUSES = ['width', 'size', 'settings', 'layers'] as const;
export type CostCause = (typeof COST_CAUSES)[number];

export type CostByCause = Readonly<Record<CostCause, Cost>>;

/** What a step does; a separable convolution is one, and so is a merge of whatever kind. */
export type StepKind = Exclude<LayerKind, 'depthwise' | 'pointwise' | 'add' | 'concat'> | 'merge';

export type DetailValue = string | number | null;

/** One respect in which two things differ, such as `bias: no → yes`. */
export interface Detail {
  readonly what: string;
  readonly a: DetailValue;
  readonly b: DetailValue;
}

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
  /** The first network's; the second's too, unless another was asked for. */
  readonly input: { readonly height: number; readonly width: number };
  readonly classes: number | null;
  readonly cost: Cost;
  /** The difference by cause; the parts sum to {@link cost}. */
  readonly causes: CostByCause;
  /** What differs on the whole. */
  readonly points: readonly Detail[];
  readonly blocks: readonly DiffBlock[];
}

/** Whether a step is the same in both networks but for its name. */
export function isSame(step: DiffStep): boolean {
  return step.a !== null && step.b !== null && step.details.length === 0;
}

/** Whether all steps of a block are the same. */
export function isSameBlock(block: DiffBlock): boolean {
  return block.steps.every(isSame);
}
