import { buildNetwork } from '../../arch/buildNetwork';
import { sizeNetwork, type InputSize } from '../../arch/sizeNetwork';
import type { ModelFacts } from '../../weights/modelFacts';
import type { Weights } from '../../weights/tensorFile';
import { FastNetwork } from '../fastNetwork';
import { foldNetwork } from '../foldNetwork';
import { layersFor } from '../layerPath';
import { splitRows, stackRows } from '../stackRows';

/** A backbone up to one of its layers, on the fast path. */
export class CutNetwork {
  private readonly network: FastNetwork;

  /** The weights are spent: they are folded where they lie. */
  constructor(
    { network, variant }: Pick<ModelFacts, 'network' | 'variant'>,
    input: InputSize,
    weights: Weights,
    layer: string,
  ) {
    const layers = sizeNetwork(buildNetwork(network, { includeTop: false, variant }), input);
    const needed = layersFor(layers, [layer], new Map());
    this.network = new FastNetwork(foldNetwork(needed, weights, layer, { inPlace: true }), input);
  }

  /**
   * The layer's outputs.
   *
   * @param images - each `[height, width, 3]`, normalised
   * @returns for each image `[H, W, C]`
   */
  maps(images: readonly Float32Array[]): readonly Float32Array[] {
    const { values } = this.network.score(stackRows(images));
    return splitRows(values, images.length);
  }

  dispose(): void {
    this.network.dispose();
  }
}
