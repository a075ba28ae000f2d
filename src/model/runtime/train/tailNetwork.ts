import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node';
import { XceptionError } from '../../../shared/xceptionError';
import { buildNetwork, networks } from '../../arch/buildNetwork';
import { sizeNetwork, type InputSize } from '../../arch/sizeNetwork';
import type { FeatureSize, SizedLayer } from '../../arch/sizedLayer';
import { tensorName, variablesOf } from '../../arch/variables';
import type { ModelFacts } from '../../weights/modelFacts';
import type { Weights } from '../../weights/tensorFile';
import { EagerNetwork } from '../eagerNetwork';
import { tailAfter } from '../explain/networkTail';
import { nativeTensorflow } from '../nativeTensorflow';
import type { NamedTensors } from './optimizers';

/** A stretch of layers up to the backbone's end. */
export interface TailLayers {
  /** The layer whose output goes in. */
  readonly start: string;
  readonly size: FeatureSize;
  readonly layers: readonly SizedLayer[];
  /** Names of all its tensors, and of those that are learnt. */
  readonly tensors: readonly string[];
  readonly learnt: readonly string[];
  readonly framework: 'keras' | 'pytorch';
}

/** The exit flow's last separable convolutions with their norms: what comes after the last block's merge. */
export function exitTail(
  { network, variant }: Pick<ModelFacts, 'network' | 'variant'>,
  input: InputSize,
): TailLayers {
  const layers = sizeNetwork(buildNetwork(network, { includeTop: false, variant }), input);
  const merge = layers.findLast(({ op }) => op.kind === 'add' || op.kind === 'concat');
  if (!merge) throw new XceptionError('internal', `The network ${network} has no merge.`);
  return tailLayers(
    merge.name,
    merge.output,
    tailAfter(layers, merge.name).layers,
    networks[network].framework,
  );
}

/** Layers after a start, with what is learnt of them. */
export function tailLayers(
  start: string,
  size: FeatureSize,
  layers: readonly SizedLayer[],
  framework: TailLayers['framework'],
): TailLayers {
  const variables = layers.flatMap((layer) => variablesOf(layer, framework));
  return {
    ...{ start, size, layers, framework },
    tensors: variables.map(tensorName),
    learnt: variables.filter(({ trainable }) => trainable).map(tensorName),
  };
}

/**
 * The end of a backbone, to be trained further: its kernels and biases, scales and offsets of its norms. The norms' statistics
 * stay what they are, since a few pictures' would be worse; so does everything before.
 */
export class TailNetwork {
  private readonly network: EagerNetwork;
  private readonly output: string;

  /** @throws XceptionError `model-mismatch` when a tensor is missing */
  constructor(
    readonly tail: TailLayers,
    weights: Weights,
  ) {
    const { layers, framework } = tail;
    this.output = layers.at(-1)?.name ?? '';
    this.network = new EagerNetwork(layers, framework, weights, this.output);
  }

  /**
   * The pooled output; within a tidy.
   *
   * @param maps - `[N, H, W, C]` of the layer {@link TailLayers.start}
   * @param learnt - stand in for the tensors of these names
   * @returns `[N, channels]`
   */
  features(maps: Tensor4D, learnt: NamedTensors): Tensor2D {
    const known = new Map<string, Tensor>([[this.tail.start, maps]]);
    const last = this.network.runTail(this.tail.layers, known, this.output, { weights: learnt });
    return nativeTensorflow().mean(last, [1, 2]);
  }

  dispose(): void {
    this.network.dispose();
  }
}
