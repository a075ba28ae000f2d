import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import { XceptionError } from '../../../shared/xceptionError';
import type { EagerNetwork } from '../eagerNetwork';
import { nativeTensorflow } from '../nativeTensorflow';
import { tailAfter } from './networkTail';

export type CamMethod = 'gradcam' | 'gradcam++';

/** Where a network looked: one value per position of a layer's map, 0 for "not here", unnormalised. */
export interface Heatmap {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

export interface CamRequest {
  /** `[1, H, W, 3]`, normalised; not disposed. */
  readonly image: Tensor4D;
  /** A layer whose output is a map. */
  readonly layer: string;
  /** The output that is explained; the one with the highest score where it is not given. */
  readonly classIndex?: number | undefined;
  readonly method: CamMethod;
}

export interface Cam extends Heatmap {
  readonly classIndex: number;
  /** The class's score, before softmax or sigmoid. */
  readonly score: number;
}

/**
 * Class activation map by gradients: the layer's maps, each weighted by how much the class's score grows with it.
 *
 * Only the network's tail is differentiated; of the layers before it no more than the outputs it starts from are held.
 *
 * Sources: Selvaraju et al., "Grad-CAM", ICCV 2017, equations 1 and 2; Chattopadhyay et al., "Grad-CAM++", WACV 2018,
 * equations 10 and 19, with the exponential of the score as the differentiated function, whose higher derivatives are
 * powers of the first.
 *
 * @throws XceptionError `usage` for a layer that is not there, has no map, or is the last
 */
export function gradCam(network: EagerNetwork, request: CamRequest): Cam {
  const tf = nativeTensorflow();
  const { image, layer, method } = request;
  const tail = tailAfter(network.layers, layer);
  return tf.tidy(() => {
    const known = network.outputsOf(tail.starts, image);
    const maps = known.get(layer);
    if (maps?.rank !== 4)
      throw new XceptionError('usage', `The layer "${layer}" has no feature maps to look at.`);
    const scoresOf = (output: Tensor): Tensor =>
      network.runTail(tail.layers, new Map(known).set(layer, output)).reshape([-1]);
    const classIndex = request.classIndex ?? scoresOf(maps).argMax().dataSync()[0] ?? 0;
    const scoreOf = (output: Tensor): Scalar =>
      scoresOf(output).gather(tf.scalar(classIndex, 'int32')).asScalar();
    const { value: score, grad: gradient } = tf.valueAndGrad(scoreOf)(maps);
    const weights = method === 'gradcam' ? tf.mean(gradient, [1, 2], true) : plusPlusWeights(maps, gradient);
    const map = tf.relu(tf.sum(tf.mul(maps, weights), 3)).squeeze([0]);
    const [height = 0, width = 0] = map.shape;
    return {
      values: map.dataSync<'float32'>().slice(),
      height,
      width,
      classIndex,
      score: score.dataSync()[0] ?? 0,
    };
  });
}

/** `Σ α·relu(g)` with `α = g² / (2g² + Σ A·g³)`: positions that raise the score count alike, however small their region. */
function plusPlusWeights(maps: Tensor, gradient: Tensor): Tensor {
  const tf = nativeTensorflow();
  const squared = tf.square(gradient);
  const cubed = tf.mul(squared, gradient);
  const denominator = tf.add(tf.mul(squared, 2), tf.mul(tf.sum(maps, [1, 2], true), cubed));
  const alpha = tf.divNoNan(squared, denominator);
  return tf.sum(tf.mul(alpha, tf.relu(gradient)), [1, 2], true);
}
