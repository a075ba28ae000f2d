import type { SplitSide, TrainOptions } from '../../shared/trainProtocol';
import {
  fitHead,
  headProbabilities,
  type HeadEpoch,
  type HeadFit,
  type HeadRequest,
} from '../runtime/train/fitHead';
import { countRightRows } from '../train/countRightRows';
import type { Random } from '../train/random';
import { drawFolds, drawShare } from '../train/splitPictures';
import { labelledFeatures, type LearningSides, type PictureFeatures } from './trainingData';

/** Share of the training pictures that tells when to stop, where the folders have none for that. */
const VALIDATION_SHARE = 0.15;

export interface LearnHooks extends Pick<HeadRequest, 'checkpoint'> {
  /** `side` says what the pictures are for that are not learnt from. */
  readonly onEpoch: (epoch: HeadEpoch, side: HeldSide) => void;
}

type HeldSide = Exclude<SplitSide, 'train'>;

export interface Learnt {
  readonly fit: HeadFit;
  /** What every picture was used for. */
  readonly sides: LearningSides;
}

/**
 * Trains a head. Where it has to be known when to stop, and no pictures are there for that, a share of the training
 * pictures is put aside; pictures to judge by are never used for it.
 */
export async function learnHead(
  sides: LearningSides,
  classes: number,
  options: TrainOptions,
  random: Random,
  { onEpoch, checkpoint }: LearnHooks,
): Promise<Learnt> {
  const used = stopsEarly(options) ? withValidation(sides, random.for('validation')) : sides;
  const heldSide: HeldSide = stopsEarly(options) && used.validation.length > 0 ? 'validation' : 'test';
  const held = used[heldSide];
  const fit = await fitHead(
    labelledFeatures(used.train, true),
    held.length > 0 ? labelledFeatures(held, false) : undefined,
    {
      classes,
      options,
      random: random.for('head'),
      heldSide,
      checkpoint,
      onEpoch: (epoch) => {
        onEpoch(epoch, heldSide);
      },
    },
  );
  return { fit, sides: used };
}

/** How many of some pictures a head names rightly. */
export function countRight(
  { layers }: HeadFit,
  pictures: readonly PictureFeatures[],
  classes: number,
): number {
  const features = labelledFeatures(pictures, false);
  return countRightRows(headProbabilities({ layers }, features), features.labels, classes);
}

/** Trains on all folds but one and judges by that one, each in turn. The pictures to judge the result by are not among them. */
export async function crossValidate(
  { train, validation }: LearningSides,
  classes: number,
  options: TrainOptions,
  random: Random,
  checkpoint: LearnHooks['checkpoint'],
  onFold: (fold: number, right: number, of: number) => void,
): Promise<void> {
  if (options.folds === 0) return;
  const all = [...train, ...validation];
  const folds = drawFolds(
    all.map(({ picture }) => picture),
    options.folds,
    random.for('folds'),
  );
  for (let fold = 0; fold < options.folds; fold++) {
    const [own, others] = [true, false].map((inside) =>
      all.filter((_, index) => (folds[index] === fold) === inside),
    );
    if (!own || !others || own.length === 0) continue;
    const sides = { train: others, validation: [], test: [] };
    const { fit } = await learnHead(sides, classes, options, random.for(`fold ${fold}`), {
      onEpoch: () => undefined,
      checkpoint,
    });
    onFold(fold, countRight(fit, own, classes), own.length);
  }
}

/**
 * L-BFGS goes to the one minimum there is; whatever else is used stops where the validation pictures say. Those must not have
 * been learnt from before, either.
 */
function stopsEarly({ optimizer, fineTune }: TrainOptions): boolean {
  return optimizer !== 'lbfgs' || fineTune !== 'none';
}

function withValidation({ train, validation, test }: LearningSides, random: Random): LearningSides {
  if (validation.length > 0) return { train, validation, test };
  const aside = drawShare(
    train.map(({ picture }) => picture),
    VALIDATION_SHARE,
    random,
  );
  return {
    train: train.filter((_, index) => !aside[index]),
    validation: train.filter((_, index) => aside[index]),
    test,
  };
}
