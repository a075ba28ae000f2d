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

/** Eight middle-flow modules of three 728-channel separable convolutions (the paper's section 3). */
export function middleFlow(leadingRelu: boolean): readonly BlockDescription[] {
  const block: BlockDescription = {
    kind: 'B',
    flow: 'middle',
    sepconvs: [728, 728, 728],
    leadingRelu,
    tail: [],
  };
  return Array.from({ length: 8 }, () => block);
}
