import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import type { EagerNetwork } from '../eagerNetwork';
import { nativeTensorflow } from '../nativeTensorflow';
import { holdingPlan } from './holdingPlan';

/** A picture as a network gets it, and a name for it: two pictures with one name have the same values. */
export interface StoredPicture {
  readonly key: string;
  /** `[height, width, 3]`, normalised. */
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Enough for all that is slow in the three networks at 299×299: what is left out takes less time than it takes memory. */
export const STORE_BYTES = 96 * 2 ** 20;

/**
 * The outputs of a network's layers for the picture that was looked at last, as many as fit: the first look runs the
 * network, later ones only the layers from the nearest held outputs on.
 */
export class ActivationStore {
  private readonly plan: ReadonlySet<string>;
  private readonly held = new Map<string, Tensor>();
  private key: string | undefined;

  constructor(
    private readonly network: EagerNetwork,
    maxBytes: number = STORE_BYTES,
  ) {
    this.plan = holdingPlan(network.layers, maxBytes);
  }

  /** Bytes that are held now. */
  get bytes(): number {
    return [...this.held.values()].reduce((sum, { size }) => sum + 4 * size, 0);
  }

  /**
   * Outputs of some layers, `[1, H, W, C]` or `[1, C]`.
   *
   * @returns tensors that the enclosing tidy, or else the caller, disposes
   * @throws XceptionError `usage` for a layer that is not there
   */
  outputsOf(names: readonly string[], picture: StoredPicture): ReadonlyMap<string, Tensor> {
    const tf = nativeTensorflow();
    const images: Tensor4D = tf.tensor4d(picture.values, [1, picture.height, picture.width, 3]);
    try {
      if (this.key !== picture.key) this.remember(picture.key, images);
      return this.network.outputsOf(names, images, this.held);
    } finally {
      images.dispose();
    }
  }

  /** Lets go of everything. */
  clear(): void {
    this.key = undefined;
    for (const tensor of this.held.values()) tensor.dispose();
    this.held.clear();
  }

  private remember(key: string, images: Tensor4D): void {
    const tf = nativeTensorflow();
    this.clear();
    try {
      const output = this.network.run(images, (layer, tensor) => {
        // A clone shares the memory; kept, it outlives the tidies around.
        if (this.plan.has(layer.name)) this.held.set(layer.name, tf.keep(tensor.clone()));
      });
      output.dispose();
      this.key = key;
    } catch (thrown) {
      this.clear();
      throw thrown;
    }
  }
}
