import { createHash } from 'node:crypto';
import { copiesPerPicture } from '../../shared/copiesPerPicture';
import type { SplitSide, TrainOptions } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { stackRows } from '../runtime/stackRows';
import { drawAugmentation } from '../train/augmentation';
import type { LabelledFeatures } from '../train/headTraining';
import type { Random } from '../train/random';
import type { SplitFolder, SplitPicture } from '../train/surveyFolder';
import type { FeatureJob } from './computeFeatures';

/** A picture with its features: as it is, then its changed copies, which only training gets. */
export interface PictureFeatures {
  readonly picture: SplitPicture;
  readonly features: readonly Float32Array[];
}

/** Pictures by what they are for. */
export type LearningSides = Readonly<Record<SplitSide, readonly PictureFeatures[]>>;

/** All that goes through the backbone, picture by picture. */
export interface TrainingJobs {
  readonly pictures: readonly SplitPicture[];
  /** By picture: itself, then its changed copies. */
  readonly jobs: readonly (readonly FeatureJob[])[];
}

/**
 * What has to go through the backbone: all pictures but those left out, and the changed copies of those that are learnt from.
 *
 * @throws XceptionError `usage` where a class has nothing to learn from, or there is nothing to judge by
 */
export function trainingJobs(
  { pictures, survey }: SplitFolder,
  options: TrainOptions,
  random: Random,
): TrainingJobs {
  const bare = survey.classes.find(({ train }) => train === 0);
  if (bare) {
    throw new XceptionError(
      'usage',
      `There is no picture to learn "${bare.label}" from in ${survey.folder}. Add some, or take the class's folder away.`,
    );
  }
  const used = pictures.filter(({ placement }) => placement !== 'left-out');
  if (!used.some(({ placement }) => placement === 'test')) {
    throw new XceptionError(
      'usage',
      `There is nothing to judge by in ${survey.folder}: every class needs two pictures at least that are no copies.`,
    );
  }
  const copies = copiesPerPicture(options);
  return {
    pictures: used,
    jobs: used.map(({ file, content, placement }) => [
      { file, content },
      ...Array.from({ length: placement === 'train' ? copies : 0 }, (_, copy) => ({
        ...{ file, content },
        augmentation: drawAugmentation(options, copy, random.for(`${content} ${copy}`)),
      })),
    ]),
  };
}

/** Features row by row with their classes. @param changed - whether the changed copies are among them */
export function labelledFeatures(given: readonly PictureFeatures[], changed: boolean): LabelledFeatures {
  const rows = given.flatMap(({ picture, features }) =>
    (changed ? features : features.slice(0, 1)).map((values) => ({ values, label: picture.label })),
  );
  return {
    values: stackRows(rows.map(({ values }) => values)),
    size: rows[0]?.values.length ?? 0,
    labels: rows.map(({ label }) => label),
  };
}

/** Sorts the pictures by what they are for, with their features in the order of the jobs. */
export function sidesOf({ pictures, jobs }: TrainingJobs, features: readonly Float32Array[]): LearningSides {
  let next = 0;
  const all = pictures.map((picture, index) => {
    const own = jobs[index]?.length ?? 0;
    next += own;
    return { picture, features: features.slice(next - own, next) };
  });
  const of = (side: SplitSide): readonly PictureFeatures[] =>
    all.filter(({ picture }) => picture.placement === side);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

/** SHA-256 over the pictures, their classes and sides, whatever their folder is called. */
export function hashData(classes: readonly string[], sides: LearningSides): string {
  const lines = (['train', 'validation', 'test'] as const).flatMap((side) =>
    sides[side].map(({ picture }) => `${picture.content} ${classes[picture.label] ?? ''} ${side}`),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
