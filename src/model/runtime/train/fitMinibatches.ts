import { setImmediate } from 'node:timers/promises';
import type { Scalar, Tensor } from '@tensorflow/tfjs-node';
import type { LossAndAccuracy, ScheduleName } from '../../../shared/trainProtocol';
import { XceptionError } from '../../../shared/xceptionError';
import { EarlyStopping } from '../../train/earlyStopping';
import { learningRateAt } from '../../train/learningRate';
import type { Random } from '../../train/random';
import { nativeTensorflow } from '../nativeTensorflow';
import type { NamedTensors, Optimizer } from './optimizers';

/** What a batch comes to, within a tidy and under the tape. */
export interface BatchResult {
  readonly loss: Scalar;
  /** Rightly told pictures. */
  readonly right: number;
}

/** Something that is learnt by minibatches. */
export interface Fittable {
  /** Pictures to learn from. */
  readonly count: number;
  /** The loss of some pictures with such weights. */
  batch(weights: NamedTensors, rows: readonly number[], random: Random): BatchResult;
  /** How pictures are told that are not learnt from; nothing without any. */
  held(weights: NamedTensors): LossAndAccuracy | undefined;
}

export interface FitOptions {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly schedule: ScheduleName;
  readonly patience: number;
  readonly random: Random;
  /** Epochs that were done before, of a training that is taken up again. */
  readonly done?: number;
  /** Whether the lowest loss on held pictures decides what is kept; otherwise the last epoch is. */
  readonly keepBest: boolean;
  readonly onEpoch: (epoch: FittedEpoch) => void | Promise<void>;
  /** Asked between batches: `stop` ends with what is best, and a throw ends it all. */
  readonly checkpoint: () => 'go on' | 'stop';
}

export interface FittedEpoch {
  readonly epoch: number;
  readonly train: LossAndAccuracy;
  readonly held?: LossAndAccuracy;
  readonly best: number;
  /** The weights after this epoch, for whoever writes them down; not to be disposed. */
  readonly weights: NamedTensors;
}

export interface Fitted {
  /** The best weights, for the caller to dispose. */
  readonly weights: Map<string, Tensor>;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly stopped: boolean;
  readonly train: LossAndAccuracy;
}

/**
 * Learns by minibatches, in an order that the seed draws, and keeps the weights of the best epoch.
 *
 * @param start - the first weights, which are let go of
 */
export async function fitMinibatches(
  model: Fittable,
  start: Map<string, Tensor>,
  optimizer: Optimizer,
  options: FitOptions,
): Promise<Fitted> {
  const stopping = new EarlyStopping(options.patience);
  let weights = start;
  // What is there already counts: a training may make it no better.
  const before = options.keepBest ? model.held(weights) : undefined;
  if (before) stopping.offer(options.done ?? 0, before.loss);
  let best = cloned(weights);
  let bestEpoch = options.done ?? 0;
  let epoch = options.done ?? 0;
  let stopped = false;
  let train: LossAndAccuracy = { loss: Number.NaN, accuracy: 0 };
  try {
    while (epoch < options.epochs && !(options.keepBest && stopping.isOver)) {
      const sum = { loss: 0, right: 0, seen: 0 };
      const random = options.random.for(`epoch ${epoch + 1}`);
      for (const rows of batchesOf(model.count, options.batch, random)) {
        // Messages, a wish to stop above all, come in between batches.
        await setImmediate();
        stopped = options.checkpoint() === 'stop';
        if (stopped) break;
        const progress = (epoch + sum.seen / model.count) / options.epochs;
        const { gradients, loss, right } = gradientsOf(model, weights, rows, random);
        const rate = learningRateAt(options.schedule, options.learningRate, progress);
        weights = optimizer.step(weights, gradients, rate);
        sum.loss += loss * rows.length;
        sum.right += right;
        sum.seen += rows.length;
      }
      // An epoch that was broken off has no figures to be kept by.
      if (stopped) break;
      epoch++;
      train = { loss: sum.loss / sum.seen, accuracy: sum.right / sum.seen };
      const held = model.held(weights);
      if (!options.keepBest || stopping.offer(epoch, held?.loss ?? train.loss)) {
        disposeAll(best);
        best = cloned(weights);
        bestEpoch = epoch;
      }
      await options.onEpoch({ epoch, train, ...(held && { held }), best: bestEpoch, weights });
    }
    return { weights: best, epochs: epoch, bestEpoch, stopped, train };
  } catch (thrown) {
    disposeAll(best);
    throw thrown;
  } finally {
    disposeAll(weights);
    optimizer.dispose();
  }
}

function batchesOf(count: number, size: number, random: Random): readonly (readonly number[])[] {
  const order = random.shuffled(Array.from({ length: count }, (_, index) => index));
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => order.slice(i * size, (i + 1) * size));
}

function gradientsOf(
  model: Fittable,
  weights: NamedTensors,
  rows: readonly number[],
  random: Random,
): { readonly gradients: Map<string, Tensor>; readonly loss: number; readonly right: number } {
  const tf = nativeTensorflow();
  const names = [...weights.keys()];
  let right = 0;
  const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
    const result = model.batch(
      new Map(names.map((name, i) => [name, tensors[i] ?? missing(name)])),
      rows,
      random,
    );
    right = result.right;
    return result.loss;
  })([...weights.values()]);
  const [loss = Number.NaN] = value.dataSync();
  value.dispose();
  return { gradients: new Map(names.map((name, i) => [name, grads[i] ?? missing(name)])), loss, right };
}

function cloned(weights: NamedTensors): Map<string, Tensor> {
  return new Map([...weights].map(([name, tensor]) => [name, tensor.clone()]));
}

export function disposeAll(tensors: Map<string, Tensor>): void {
  for (const tensor of tensors.values()) tensor.dispose();
  tensors.clear();
}

function missing(name: string): never {
  throw new XceptionError('internal', `There is no gradient of ${name}.`);
}
