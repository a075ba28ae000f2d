import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import type { TrainOptions } from '../../../shared/trainProtocol';
import { balancedWeights, lossAndAccuracy } from '../../train/crossEntropy';
import type { Random } from '../../train/random';
import type { Weights } from '../../weights/tensorFile';
import { nativeTensorflow } from '../nativeTensorflow';
import { stackRows } from '../stackRows';
import { softmaxRows } from './fitHead';
import {
  disposeAll,
  fitMinibatches,
  type Fittable,
  type FittedEpoch,
  type FitOptions,
} from './fitMinibatches';
import { optimizerOf } from './minibatchHead';
import { adam, momentum, type NamedTensors } from './optimizers';
import type { ScratchNetwork } from './scratchNetwork';
import { countRight, softmaxLoss } from './softmaxLoss';
import { downloaded, uploaded } from './tensorMaps';

/** Pictures as a network gets them. */
export interface LabelledImages {
  /** Each `[H, W, 3]`, normalised. */
  readonly images: readonly Float32Array[];
  readonly labels: readonly number[];
}

/** A training that was put down between two epochs. */
export interface ScratchState {
  readonly epoch: number;
  readonly weights: Weights;
  readonly statistics: Weights;
  /** Of the optimizer. */
  readonly state: Weights;
}

export interface ScratchRequest {
  readonly side: { readonly height: number; readonly width: number };
  readonly options: TrainOptions;
  readonly random: Random;
  /** Where it was put down; undefined begins anew. */
  readonly from: ScratchState | undefined;
  /** Called after each epoch; `put` reads all that is needed to go on from there. */
  readonly onEpoch: (epoch: FittedEpoch, put: () => ScratchState) => Promise<void>;
  readonly checkpoint: FitOptions['checkpoint'];
}

export interface ScratchResult {
  /** All of the network's tensors. */
  readonly weights: Weights;
  readonly epochs: number;
  readonly stopped: boolean;
}

const JUDGED_AT_ONCE = 16;

/** Batches that the final statistics are means over, at most. */
const SETTLING_STEPS = 64;
const SETTLING_PASSES = 4;

/** Trains every weight of a network, by minibatches, to the last epoch. `held` is only looked at. */
export async function fitScratch(
  network: ScratchNetwork,
  train: LabelledImages,
  held: LabelledImages,
  { side, options, random, from, onEpoch, checkpoint }: ScratchRequest,
): Promise<ScratchResult> {
  const statistics = from ? uploaded(from.statistics) : network.firstStatistics();
  const start = from ? uploaded(from.weights) : network.firstWeights(random.for('start'));
  const optimizer = optimizerFrom(options.optimizer, from ? uploaded(from.state) : new Map());
  const weighted = options.classWeights ? balancedWeights(train.labels, network.classes) : undefined;
  const model: Fittable = {
    count: train.labels.length,
    batch: (weights, rows, drawn) => {
      const labels = rows.map((row) => train.labels[row] ?? 0);
      const scores = network.trainingScores(batchOf(train, rows, side), weights, statistics, drawn);
      return { loss: softmaxLoss(scores, labels, weighted), right: countRight(scores, labels) };
    },
    held: (weights) => {
      if (held.labels.length === 0) return undefined;
      const scores = scoresOf(network, held, side, weights, statistics);
      return lossAndAccuracy(scores, held.labels, network.classes);
    },
  };
  /** As they were after the last whole epoch. */
  let kept = downloaded(statistics);
  try {
    const { weights, epochs, stopped } = await fitMinibatches(model, start, optimizer, {
      ...{ epochs: options.epochs, batch: options.batch, learningRate: options.learningRate },
      ...{ schedule: options.schedule, patience: options.patience, keepBest: false, random, checkpoint },
      done: from?.epoch ?? 0,
      onEpoch: async (epoch) => {
        kept = downloaded(statistics);
        await onEpoch(epoch, () => ({
          ...{ epoch: epoch.epoch, statistics: kept },
          weights: downloaded(epoch.weights),
          state: downloaded(optimizer.state),
        }));
      },
    });
    replace(statistics, kept);
    settle(network, train, { side, batch: options.batch, random: random.for('settle') }, weights, statistics);
    const learnt = downloaded(new Map([...weights, ...statistics]));
    disposeAll(weights);
    return { weights: learnt, epochs, stopped };
  } finally {
    disposeAll(statistics);
  }
}

/**
 * Makes the statistics those of the weights as they are in the end: plain means over batches of the training pictures, of
 * which nothing that was before is part. A small set gives few steps, in which the weights go faster than running means
 * follow; and where a variance falls by orders of magnitude, even a hundredth of the old one hides it.
 *
 * Source: "precise batch norm" in Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021, section 3.
 */
function settle(
  network: ScratchNetwork,
  train: LabelledImages,
  { side, batch, random }: Pick<ScratchRequest, 'side' | 'random'> & { readonly batch: number },
  weights: NamedTensors,
  statistics: Map<string, Tensor>,
): void {
  const tf = nativeTensorflow();
  const rows = train.labels.map((_, row) => row);
  const size = Math.min(batch, rows.length);
  const perPass = Math.floor(rows.length / size);
  let order: readonly number[] = [];
  for (let step = 0; step < Math.min(SETTLING_STEPS, SETTLING_PASSES * perPass); step++) {
    const place = step % perPass;
    if (place === 0) order = random.for(`pass ${step / perPass}`).shuffled(rows);
    tf.tidy(() => {
      const images = batchOf(train, order.slice(place * size, (place + 1) * size), side);
      network.trainingScores(images, weights, statistics, random, step / (step + 1));
    });
  }
}

function replace(tensors: Map<string, Tensor>, values: Weights): void {
  disposeAll(tensors);
  for (const [name, tensor] of uploaded(values)) tensors.set(name, tensor);
}

/**
 * The probabilities that a network gives as it is used.
 *
 * @returns `[pictures, classes]`
 */
export function scratchProbabilities(
  network: ScratchNetwork,
  weights: Weights,
  pictures: LabelledImages,
  side: ScratchRequest['side'],
): Float32Array {
  const tensors = uploaded(weights);
  try {
    return softmaxRows(scoresOf(network, pictures, side, tensors, new Map()), network.classes);
  } finally {
    disposeAll(tensors);
  }
}

function optimizerFrom(name: string, state: NamedTensors): ReturnType<typeof adam> {
  if (state.size === 0) return optimizerOf(name);
  return name === 'sgd' ? momentum(state) : adam(state);
}

function scoresOf(
  network: ScratchNetwork,
  pictures: LabelledImages,
  side: ScratchRequest['side'],
  weights: NamedTensors,
  statistics: NamedTensors,
): Float32Array {
  const tf = nativeTensorflow();
  const all = new Float32Array(pictures.labels.length * network.classes);
  for (let at = 0; at < pictures.labels.length; at += JUDGED_AT_ONCE) {
    const rows = pictures.labels.slice(at, at + JUDGED_AT_ONCE).map((_, i) => at + i);
    const scores = tf.tidy(() =>
      network
        .scores(batchOf(pictures, rows, side), weights, statistics)
        .dataSync<'float32'>()
        .slice(),
    );
    all.set(scores, at * network.classes);
  }
  return all;
}

function batchOf(
  { images }: LabelledImages,
  rows: readonly number[],
  { height, width }: ScratchRequest['side'],
): Tensor4D {
  const values = stackRows(
    rows.map((row) => images[row] ?? new Float32Array()),
    height * width * 3,
  );
  return nativeTensorflow().tensor4d(values, [rows.length, height, width, 3]);
}
