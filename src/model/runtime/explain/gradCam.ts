import type { Tensor } from '@tensorflow/tfjs-node';
import type { EagerNetwork } from '../eagerNetwork';
import { nativeTensorflow } from '../nativeTensorflow';
import type { ClassRecord } from './chooseClass';
import type { Explained } from './heatmap';
import { scoreGradient, type LayerOutputs } from './scoreGradient';

export type CamMethod = 'gradcam' | 'gradcam++';

export interface CamRequest {
  /** A layer whose output is a map. */
  readonly layer: string;
  /** The class that is explained; the most probable one where it is not given. */
  readonly classIndex?: number | undefined;
  readonly method: CamMethod;
}

/**
 * Class activation map by gradients: the layer's maps, each weighted by how much the class's score grows with it.
 *
 * Sources: Selvaraju et al., "Grad-CAM", ICCV 2017, equations 1 and 2; Chattopadhyay et al., "Grad-CAM++", WACV 2018,
 * equations 10 and 19, with the exponential of the score as the differentiated function, whose higher derivatives are
 * powers of the first. The exponential itself, a factor common to all weights, is left out.
 *
 * @throws XceptionError `usage` for a layer that is not there, has no map, or is the last; for a class that is not there
 */
export function gradCam(
  network: EagerNetwork,
  outputsOf: LayerOutputs,
  model: ClassRecord,
  { layer, classIndex: asked, method }: CamRequest,
): Explained {
  const tf = nativeTensorflow();
  return tf.tidy(() => {
    const { maps, gradient, classIndex, scores } = scoreGradient(network, outputsOf, model, layer, asked);
    const weights = method === 'gradcam' ? tf.mean(gradient, [1, 2], true) : plusPlusWeights(maps, gradient);
    const map = tf.relu(tf.sum(tf.mul(maps, weights), 3)).squeeze([0]);
    const [height = 0, width = 0] = map.shape;
    return { values: map.dataSync<'float32'>().slice(), height, width, classIndex, scores, runs: 1 };
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
