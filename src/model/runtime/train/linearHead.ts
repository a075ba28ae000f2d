import { setImmediate } from 'node:timers/promises';
import type { Tensor2D } from '@tensorflow/tfjs-node';
import type { LossAndAccuracy } from '../../../shared/trainProtocol';
import { crossEntropy, lossAndAccuracy } from '../../train/crossEntropy';
import type { DenseWeights, LabelledFeatures } from '../../train/headTraining';
import { lbfgs, type Evaluated } from '../../train/lbfgs';
import { nativeTensorflow } from '../nativeTensorflow';
import type { HeadFit, HeadFitOptions } from './fitHead';

/**
 * Softmax regression by L-BFGS on all pictures at once: the one minimum of mean cross-entropy and weight decay, from zeros,
 * so that nothing is left to chance. The bias does not decay.
 *
 * @param train - standardised features
 */
export async function fitLinearHead(
  train: LabelledFeatures,
  held: LabelledFeatures | undefined,
  { classes, classWeights, options, onEpoch, checkpoint }: HeadFitOptions,
): Promise<HeadFit> {
  const tf = nativeTensorflow();
  const { size, labels } = train;
  const split = size * classes;
  const features = matrix(train);
  const turned = tf.transpose(features);
  const heldFeatures = held && matrix(held);
  let last: LossAndAccuracy = { loss: Number.NaN, accuracy: 0 };
  const evaluate = (point: Float64Array): Evaluated => {
    const scores = scoresOf(features, point, classes);
    const { loss, accuracy, gradient: byScore } = crossEntropy(scores, labels, classes, classWeights);
    const byKernel = tf.tidy(() =>
      tf.matMul(turned, tf.tensor2d(byScore, [labels.length, classes])).dataSync(),
    );
    const gradient = new Float64Array(point.length);
    let squares = 0;
    for (let i = 0; i < split; i++) {
      const weight = point[i] ?? 0;
      gradient[i] = (byKernel[i] ?? 0) + options.l2 * weight;
      squares += weight ** 2;
    }
    byScore.forEach(
      (value, at) => (gradient[split + (at % classes)] = (gradient[split + (at % classes)] ?? 0) + value),
    );
    const value = loss + (options.l2 / 2) * squares;
    last = { loss: value, accuracy };
    return { value, gradient };
  };
  let epochs = 0;
  let stopped = false;
  try {
    const start = new Float64Array(split + classes);
    const point = await lbfgs(evaluate, start, {
      iterations: options.epochs,
      onIteration: async (iteration, here) => {
        epochs = iteration;
        const judged =
          held && heldFeatures
            ? lossAndAccuracy(scoresOf(heldFeatures, here, classes), held.labels, classes)
            : undefined;
        await onEpoch({
          epoch: iteration,
          train: last,
          ...(judged && { held: judged }),
          best: iteration,
        });
        await setImmediate();
        stopped = checkpoint() === 'stop';
        return !stopped;
      },
    });
    evaluate(point);
    const layer: DenseWeights = {
      kernel: Float32Array.from(point.subarray(0, split)),
      bias: Float32Array.from(point.subarray(split)),
      activation: 'softmax',
    };
    return { layers: [layer], epochs, bestEpoch: epochs, stopped, train: last };
  } finally {
    tf.dispose([features, turned, ...(heldFeatures ? [heldFeatures] : [])]);
  }
}

function matrix({ values, size, labels }: LabelledFeatures): Tensor2D {
  return nativeTensorflow().tensor2d(values, [labels.length, size]);
}

/** `[rows, classes]` */
function scoresOf(features: Tensor2D, point: Float64Array, classes: number): Float32Array {
  const tf = nativeTensorflow();
  const split = features.shape[1] * classes;
  return tf.tidy(() => {
    const kernel = tf.tensor2d(Float32Array.from(point.subarray(0, split)), [features.shape[1], classes]);
    const bias = tf.tensor1d(Float32Array.from(point.subarray(split)));
    return tf.add(tf.matMul(features, kernel), bias).dataSync<'float32'>().slice();
  });
}
