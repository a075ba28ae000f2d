import { buildNetwork } from '../../arch/buildNetwork';
import { sizeNetwork, type InputSize } from '../../arch/sizeNetwork';
import type { ModelFacts } from '../../weights/modelFacts';
import type { Weights } from '../../weights/tensorFile';
import { FastNetwork } from '../fastNetwork';
import { foldNetwork } from '../foldNetwork';
import { layersFor } from '../layerPath';

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
    const size = images[0]?.length ?? 0;
    const batch = new Float32Array(images.length * size);
    images.forEach((image, index) => {
      batch.set(image, index * size);
    });
    const { values } = this.network.score(batch);
    const each = values.length / images.length;
    return images.map((_, index) => values.slice(index * each, (index + 1) * each));
  }

  dispose(): void {
    this.network.dispose();
  }
}
