import type { Layout, NetworkId, Repair } from '../../shared/network';
import type { BatchNormSettings, HeadOp, Padding } from './layerOp';

/**
 * One module of the network. The five numbers of the paper's figure 5 that tell the twelve modules apart: everything
 * else follows from the network's {@link Conventions}.
 */
export interface BlockDescription {
  /** The article's kinds: Conv-A downsamples, Conv-B keeps the size, Conv-C downsamples and ends the backbone. */
  readonly kind: 'A' | 'B' | 'C';
  readonly flow: 'entry' | 'middle' | 'exit';
  /** Output channels of its separable convolutions, in order. */
  readonly sepconvs: readonly number[];
  /** Whether a ReLU stands before the first separable convolution; between two there always is one. */
  readonly leadingRelu: boolean;
  /** Output channels of separable convolutions after the merge, each followed by ReLU (the exit flow's 1536 and 2048). */
  readonly tail: readonly number[];
}

/** What the three networks do differently in every block. */
export interface Conventions {
  /** Stem and merge. */
  readonly stemPadding: Padding;
  readonly stemNormalized: boolean;
  readonly bias: boolean;
  readonly separable: 'one-layer' | 'two-layers';
  /** Padding of depthwise convolutions and of max pooling. */
  readonly padding: Padding;
  readonly shortcutNormalized: boolean;
  readonly merge: 'add' | 'concat';
  readonly batchNorm: BatchNormSettings;
}

/** A network as data: layer names, connections, shapes, parameters and cost all follow from this. */
export interface NetworkDescription {
  readonly id: NetworkId;
  readonly title: string;
  readonly framework: 'keras' | 'pytorch';
  readonly layout: Layout;
  readonly conventions: Conventions;
  readonly stem: readonly { readonly filters: number; readonly stride: number }[];
  readonly blocks: readonly BlockDescription[];
  /** The head for a number of classes, as the network was published. */
  head(classes: number): readonly HeadOp[];
  /** Changes to the printed listing; empty where it runs as it stands. */
  readonly repairs: readonly Repair[];
}

/** The two full convolutions that every version starts with. */
export const STEM: NetworkDescription['stem'] = [
  { filters: 32, stride: 2 },
  { filters: 64, stride: 1 },
];

/**
 * The twelve blocks of the paper's figure 5: three that downsample, the middle flow of eight alike, and the exit flow.
 *
 * @param leadingRelu - whether the block of that number, from 0, starts with a ReLU
 */
export function xceptionBlocks(leadingRelu: (block: number) => boolean): readonly BlockDescription[] {
  const widths: readonly Omit<BlockDescription, 'leadingRelu'>[] = [
    { kind: 'A', flow: 'entry', sepconvs: [128, 128], tail: [] },
    { kind: 'A', flow: 'entry', sepconvs: [256, 256], tail: [] },
    { kind: 'A', flow: 'entry', sepconvs: [728, 728], tail: [] },
    ...Array.from(
      { length: 8 },
      () => ({ kind: 'B', flow: 'middle', sepconvs: [728, 728, 728], tail: [] }) as const,
    ),
    { kind: 'C', flow: 'exit', sepconvs: [728, 1024], tail: [1536, 2048] },
  ];
  return widths.map((block, index) => ({ ...block, leadingRelu: leadingRelu(index) }));
}
