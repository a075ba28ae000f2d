import type { LossAndAccuracy, SplitSide, TrainOptions } from '../../../shared/trainProtocol';
import { balancedWeights } from '../../train/crossEntropy';
import type { DenseWeights, LabelledFeatures, TrainedHead } from '../../train/headTraining';
import type { Random } from '../../train/random';
import { Standardizer } from '../../train/standardizer';
import { classProbabilities } from '../predictions';
import { fitLinearHead } from './linearHead';
import { fitMinibatchHead } from './minibatchHead';

/** An epoch's figures. */
export interface HeadEpoch {
  readonly epoch: number;
  readonly train: LossAndAccuracy;
  readonly held?: LossAndAccuracy;
  readonly best: number;
}

export interface HeadRequest {
  readonly classes: number;
  readonly options: TrainOptions;
  readonly random: Random;
  /** What the pictures are for that are not learnt from: those for validation choose the epoch, others only show. */
  readonly heldSide?: Exclude<SplitSide, 'train'>;
  readonly onEpoch: (epoch: HeadEpoch) => void | Promise<void>;
  /** Asked on the way: `stop` ends with what is best, and a throw ends it all. */
  readonly checkpoint: () => 'go on' | 'stop';
}

/** What both ways of fitting are given, beside standardised features. */
export interface HeadFitOptions extends HeadRequest {
  /** By class. */
  readonly classWeights?: readonly number[];
}

export interface HeadFit extends TrainedHead {
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly stopped: boolean;
  readonly train: LossAndAccuracy;
}

/**
 * Trains a head on a backbone's features: standardised first, by the pictures that are learnt from, which then becomes part
 * of the first layer's weights.
 *
 * @throws XceptionError `usage` for an optimizer that does not suit the head, and what `checkpoint` throws
 */
export async function fitHead(
  train: LabelledFeatures,
  held: LabelledFeatures | undefined,
  request: HeadRequest,
): Promise<HeadFit> {
  const { options, classes } = request;
  const standardizer = Standardizer.of(train);
  const fit = options.optimizer === 'lbfgs' && options.head === 'linear' ? fitLinearHead : fitMinibatchHead;
  const result = await fit(standardizer.apply(train), held && standardizer.apply(held), {
    ...request,
    ...(options.classWeights && { classWeights: balancedWeights(train.labels, classes) }),
  });
  const [first, ...others] = result.layers as [DenseWeights, ...DenseWeights[]];
  return { ...result, layers: [standardizer.fold(first), ...others] };
}

/**
 * The probabilities that a head gives.
 *
 * @returns `[labels.length, classes]`
 */
export function headProbabilities(
  { layers }: TrainedHead,
  { values, size, labels }: LabelledFeatures,
): Float32Array {
  let rows = values;
  let inputs = size;
  for (const { kernel, bias, activation } of layers) {
    const units = bias.length;
    const next = new Float32Array(labels.length * units);
    for (let row = 0; row < labels.length; row++) {
      for (let unit = 0; unit < units; unit++) {
        let sum = bias[unit] ?? 0;
        for (let i = 0; i < inputs; i++)
          sum += (rows[row * inputs + i] ?? 0) * (kernel[i * units + unit] ?? 0);
        next[row * units + unit] = activation === 'relu' ? Math.max(0, sum) : sum;
      }
    }
    rows = next;
    inputs = units;
  }
  return softmaxRows(rows, inputs);
}

/** Softmax of each row. */
export function softmaxRows(scores: Float32Array, classes: number): Float32Array {
  const probabilities = new Float32Array(scores.length);
  for (let at = 0; at < scores.length; at += classes) {
    probabilities.set(classProbabilities(scores.subarray(at, at + classes), 'softmax'), at);
  }
  return probabilities;
}
