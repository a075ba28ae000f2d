import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node';
import type { TrainOptions } from '../../../shared/trainProtocol';
import { lossAndAccuracy } from '../../train/crossEntropy';
import type { DenseWeights, TrainedHead } from '../../train/headTraining';
import type { Random } from '../../train/random';
import type { Weights } from '../../weights/tensorFile';
import { nativeTensorflow } from '../nativeTensorflow';
import { splitRows } from '../stackRows';
import { disposeAll, fitMinibatches, type Fittable, type FitOptions } from './fitMinibatches';
import { dropoutMask } from './minibatchHead';
import { adam, type NamedTensors } from './optimizers';
import { countRight, softmaxLoss } from './softmaxLoss';
import type { TailNetwork } from './tailNetwork';
import { downloaded, uploaded } from './tensorMaps';

/** Pictures as maps of the layer that the tail starts from. */
export interface LabelledMaps {
  /** Index of each picture's class. */
  readonly labels: readonly number[];
  /** `[rows.length, H, W, C]` of some of them, row after row. */
  read(rows: readonly number[]): Float32Array;
}

export interface FineTuneRequest {
  readonly classes: number;
  readonly options: TrainOptions;
  readonly random: Random;
  readonly classWeights?: readonly number[];
  readonly onEpoch: FitOptions['onEpoch'];
  readonly checkpoint: FitOptions['checkpoint'];
}

export interface FineTuned {
  readonly head: TrainedHead;
  /** The tail's tensors that were learnt. */
  readonly weights: Weights;
  readonly epochs: number;
  /** 0 where nothing was better than before. */
  readonly bestEpoch: number;
  readonly stopped: boolean;
}

/** Held pictures go through the tail so many at a time. */
const JUDGED_AT_ONCE = 16;

/**
 * Trains the end of a backbone and the head on it together, by Adam with a small rate, and keeps what tells the validation
 * pictures best: that may be what was there before.
 *
 * @param start - the tail's weights
 */
export async function fineTune(
  tail: TailNetwork,
  start: Weights,
  head: TrainedHead,
  { train, validation }: { readonly train: LabelledMaps; readonly validation: LabelledMaps },
  { classes, options, random, classWeights, onEpoch, checkpoint }: FineTuneRequest,
): Promise<FineTuned> {
  const tf = nativeTensorflow();
  const model: Fittable = {
    count: train.labels.length,
    batch: (weights, rows, drawn) => {
      const labels = rows.map((row) => train.labels[row] ?? 0);
      const features = tail.features(mapsOf(tail, train, rows), weights);
      const scores = headScores(weights, features, (shape) => dropoutMask(shape, options.dropout, drawn));
      return { loss: softmaxLoss(scores, labels, classWeights), right: countRight(scores, labels) };
    },
    held: (weights) => {
      const scores = rowsOf(validation, JUDGED_AT_ONCE).flatMap((rows) => [
        ...tf.tidy(() =>
          headScores(weights, tail.features(mapsOf(tail, validation, rows), weights)).dataSync(),
        ),
      ]);
      return lossAndAccuracy(scores, validation.labels, classes);
    },
  };
  const first = new Map<string, Tensor>([...uploaded(learntOf(tail, start)), ...headTensors(head)]);
  const { weights, epochs, bestEpoch, stopped } = await fitMinibatches(model, first, adam(), {
    ...{ epochs: options.fineTuneEpochs, batch: options.batch, learningRate: options.fineTuneRate },
    ...{ schedule: options.schedule, patience: options.patience, keepBest: true },
    ...{ random, onEpoch, checkpoint },
  });
  const values = downloaded(weights);
  disposeAll(weights);
  const dataOf = (name: string): Float32Array => values.get(name)?.data ?? new Float32Array();
  const layers = head.layers.map(({ activation }, index): DenseWeights => ({
    kernel: dataOf(headName(index, 'kernel')),
    bias: dataOf(headName(index, 'bias')),
    activation,
  }));
  return { head: { layers }, weights: learntOf(tail, values), epochs, bestEpoch, stopped };
}

/** The features that a tail gives with other weights, for pictures all of which are asked for. */
export function tailFeatures(
  tail: TailNetwork,
  weights: Weights,
  pictures: LabelledMaps,
): readonly Float32Array[] {
  const tf = nativeTensorflow();
  const tensors = uploaded(weights);
  try {
    return rowsOf(pictures, JUDGED_AT_ONCE).flatMap((rows) => {
      const values = tf.tidy(() =>
        tail
          .features(mapsOf(tail, pictures, rows), tensors)
          .dataSync<'float32'>()
          .slice(),
      );
      return splitRows(values, rows.length);
    });
  } finally {
    disposeAll(tensors);
  }
}

function mapsOf({ tail: { size } }: TailNetwork, pictures: LabelledMaps, rows: readonly number[]): Tensor4D {
  const { height, width, channels } = size;
  return nativeTensorflow().tensor4d(pictures.read(rows), [rows.length, height, width, channels]);
}

function rowsOf({ labels }: LabelledMaps, size: number): readonly (readonly number[])[] {
  const all = labels.map((_, index) => index);
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

function headScores(
  weights: NamedTensors,
  features: Tensor2D,
  mask?: (shape: readonly [number, number]) => Tensor2D,
): Tensor2D {
  const tf = nativeTensorflow();
  let rows = features;
  for (let index = 0; weights.has(headName(index, 'kernel')); index++) {
    if (index > 0) {
      const active = tf.relu(rows);
      rows = mask ? tf.mul(active, mask(active.shape)) : active;
    }
    const product = tf.matMul(rows, weights.get(headName(index, 'kernel')) as Tensor2D);
    rows = tf.add(product, weights.get(headName(index, 'bias')) as Tensor1D);
  }
  return rows;
}

function headTensors({ layers }: TrainedHead): readonly (readonly [string, Tensor])[] {
  const tf = nativeTensorflow();
  return layers.flatMap(({ kernel, bias }, index) => [
    [headName(index, 'kernel'), tf.tensor2d(kernel, [kernel.length / bias.length, bias.length])] as const,
    [headName(index, 'bias'), tf.tensor1d(bias)] as const,
  ]);
}

/** No layer of a network has a colon in its name. */
function headName(index: number, role: 'kernel' | 'bias'): string {
  return `head:${index}/${role}`;
}

/** The tensors of a tail that are learnt. */
function learntOf({ tail }: TailNetwork, weights: Weights): Weights {
  return new Map(
    tail.learnt.map((name) => {
      const tensor = weights.get(name);
      if (!tensor) throw new Error('A tensor of the tail is missing.');
      return [name, tensor];
    }),
  );
}
