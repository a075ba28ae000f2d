import type { ModelRecord } from '../../../shared/classification';
import { XceptionError } from '../../../shared/xceptionError';
import { classProbabilities } from '../predictions';

/** What tells a model's scores from one another. */
export type ClassRecord = Pick<ModelRecord, 'labels' | 'output'>;

/**
 * The class to explain: the one that is asked for, else the most probable one.
 *
 * @param scores - as the network gives them, before softmax or sigmoid
 * @throws XceptionError `usage` for a class that the model does not have
 */
export function chooseClass(
  scores: ArrayLike<number>,
  { output }: ClassRecord,
  asked: number | undefined,
): number {
  const probabilities = classProbabilities(scores, output);
  if (asked === undefined) {
    return probabilities.reduce((best, p, index) => (p > (probabilities[best] ?? 0) ? index : best), 0);
  }
  if (Number.isInteger(asked) && asked >= 0 && asked < probabilities.length) return asked;
  throw new XceptionError(
    'usage',
    `There is no class ${asked}: this model's classes are 0 to ${probabilities.length - 1}.`,
  );
}

/** The probability of one class. */
export function probabilityOf(
  scores: ArrayLike<number>,
  { output }: ClassRecord,
  classIndex: number,
): number {
  return classProbabilities(scores, output)[classIndex] ?? 0;
}
