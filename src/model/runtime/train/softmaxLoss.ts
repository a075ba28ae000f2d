import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-node';
import { countRightRows } from '../../train/countRightRows';
import { nativeTensorflow } from '../nativeTensorflow';

/**
 * Mean cross-entropy of scores, for gradients; within a tidy.
 *
 * @param scores - `[labels.length, classes]`
 * @param weights - by class
 */
export function softmaxLoss(
  scores: Tensor2D,
  labels: readonly number[],
  weights: readonly number[] | undefined,
): Scalar {
  const tf = nativeTensorflow();
  const [rows, classes] = scores.shape;
  const targets = new Float32Array(rows * classes);
  labels.forEach((label, row) => (targets[row * classes + label] = weights?.[label] ?? 1));
  const losses = tf.mul(tf.logSoftmax(scores), tf.tensor2d(targets, [rows, classes]));
  return tf.div(tf.neg(tf.sum(losses)), rows);
}

/** Half the sum of squares times `l2`, of some weights; within a tidy. */
export function decay(weights: readonly Tensor[], l2: number): Scalar {
  const tf = nativeTensorflow();
  const sums = weights.map((weight) => tf.sum(tf.square(weight)));
  return tf.mul(tf.addN(sums), l2 / 2);
}

/** How many rows have their greatest score at their label. */
export function countRight(scores: Tensor2D, labels: readonly number[]): number {
  return countRightRows(scores.dataSync<'float32'>(), labels, scores.shape[1]);
}
