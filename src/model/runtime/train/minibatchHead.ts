import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-node';
import { XceptionError } from '../../../shared/xceptionError';
import { lossAndAccuracy } from '../../train/crossEntropy';
import type { DenseWeights, LabelledFeatures } from '../../train/headTraining';
import type { Random } from '../../train/random';
import { nativeTensorflow } from '../nativeTensorflow';
import type { HeadFit, HeadFitOptions } from './fitHead';
import { disposeAll, fitMinibatches, type Fittable } from './fitMinibatches';
import { adam, momentum, type NamedTensors } from './optimizers';
import { countRight, decay, softmaxLoss } from './softmaxLoss';

/**
 * A head of dense layers by minibatches: softmax regression, or one hidden layer of ReLU units with dropout before it.
 *
 * @param train - standardised features
 */
export async function fitMinibatchHead(
  train: LabelledFeatures,
  held: LabelledFeatures | undefined,
  given: HeadFitOptions,
): Promise<HeadFit> {
  const tf = nativeTensorflow();
  const { classes, options, random } = given;
  const features = tf.tensor2d(train.values, [train.labels.length, train.size]);
  const heldFeatures = held && tf.tensor2d(held.values, [held.labels.length, held.size]);
  const model: Fittable = {
    count: train.labels.length,
    batch: (weights, rows, drawn) => {
      const labels = rows.map((row) => train.labels[row] ?? 0);
      const inputs = tf.gather(features, tf.tensor1d([...rows], 'int32'));
      const scores = scoresOf(weights, inputs, (units) => dropoutMask(units, options.dropout, drawn));
      const kernels = [...weights].filter(([name]) => name.endsWith('kernel')).map(([, kernel]) => kernel);
      const loss = tf.add(softmaxLoss(scores, labels, given.classWeights), decay(kernels, options.l2));
      return { loss: loss.asScalar(), right: countRight(scores, labels) };
    },
    held: (weights) => {
      if (!held || !heldFeatures) return undefined;
      const scores = tf.tidy(() => scoresOf(weights, heldFeatures).dataSync<'float32'>().slice());
      return lossAndAccuracy(scores, held.labels, classes);
    },
  };
  try {
    const start = firstWeights(
      train.size,
      options.head === 'mlp' ? options.hidden : 0,
      classes,
      random.for('start'),
    );
    const { weights, ...fit } = await fitMinibatches(model, start, optimizerOf(options.optimizer), {
      ...options,
      keepBest: given.heldSide === 'validation',
      random: random.for('batches'),
      onEpoch: ({ epoch, train: figures, held: judged, best }) =>
        given.onEpoch({ epoch, train: figures, ...(judged && { held: judged }), best }),
      checkpoint: given.checkpoint,
    });
    const layers = layersOf(weights);
    disposeAll(weights);
    return { layers, ...fit };
  } finally {
    tf.dispose([features, ...(heldFeatures ? [heldFeatures] : [])]);
  }
}

/** @throws XceptionError `usage` for L-BFGS, which knows no minibatches */
export function optimizerOf(name: string): ReturnType<typeof adam> {
  if (name === 'adam') return adam();
  if (name === 'sgd') return momentum();
  throw new XceptionError('usage', `The optimizer ${name} is for the linear head alone. Choose adam or sgd.`);
}

/** The dense layers, with dropout between them where a mask is given; within a tidy. */
function scoresOf(
  weights: NamedTensors,
  inputs: Tensor,
  mask?: (units: readonly [number, number]) => Tensor,
): Tensor2D {
  const tf = nativeTensorflow();
  const dense = (layer: string, from: Tensor): Tensor2D =>
    tf.add(
      tf.matMul(from as Tensor2D, weights.get(`${layer}/kernel`) as Tensor2D),
      weights.get(`${layer}/bias`) as Tensor1D,
    );
  if (!weights.has('hidden/kernel')) return dense('scores', inputs);
  const hidden = tf.relu(dense('hidden', inputs));
  return dense('scores', mask ? tf.mul(hidden, mask(hidden.shape)) : hidden);
}

/** 0 for what is dropped; what stays is enlarged, so that nothing has to be done when the network is used. */
export function dropoutMask(shape: readonly [number, number], rate: number, random: Random): Tensor2D {
  const values = Float32Array.from({ length: shape[0] * shape[1] }, () =>
    random.next() < rate ? 0 : 1 / (1 - rate),
  );
  return nativeTensorflow().tensor2d(values, [shape[0], shape[1]]);
}

/** Glorot and Bengio's uniform distribution, Keras' default for dense layers. */
export function glorotUniform(
  inputs: number,
  outputs: number,
  random: Random,
  count = inputs * outputs,
): Float32Array {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return Float32Array.from({ length: count }, () => random.between(-limit, limit));
}

function firstWeights(size: number, hidden: number, classes: number, random: Random): Map<string, Tensor> {
  const tf = nativeTensorflow();
  const layer = (name: string, inputs: number, outputs: number): readonly [string, Tensor][] => [
    [`${name}/kernel`, tf.tensor2d(glorotUniform(inputs, outputs, random.for(name)), [inputs, outputs])],
    [`${name}/bias`, tf.zeros([outputs])],
  ];
  return new Map(
    hidden > 0
      ? [...layer('hidden', size, hidden), ...layer('scores', hidden, classes)]
      : layer('scores', size, classes),
  );
}

function layersOf(weights: NamedTensors): readonly DenseWeights[] {
  return ['hidden', 'scores'].flatMap((name) => {
    const [kernel, bias] = ['kernel', 'bias'].map((role) =>
      weights.get(`${name}/${role}`)?.dataSync<'float32'>().slice(),
    );
    if (!kernel || !bias) return [];
    return [{ kernel, bias, activation: name === 'hidden' ? ('relu' as const) : ('softmax' as const) }];
  });
}
