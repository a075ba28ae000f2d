import type { Evaluation } from '../../shared/evaluation';
import { evaluate } from '../dataset/figures/evaluate';
import { headProbabilities } from '../runtime/train/fitHead';
import type { TrainedHead } from '../train/headTraining';
import { labelledFeatures, type PictureFeatures } from './trainingData';

/** All figures of a head on pictures that it has not seen. */
export function judgeHead(
  head: TrainedHead,
  pictures: readonly PictureFeatures[],
  classes: readonly string[],
): Evaluation {
  return judgeProbabilities(headProbabilities(head, labelledFeatures(pictures, false)), pictures, classes);
}

/**
 * All figures of answers.
 *
 * @param probabilities - `[pictures.length, classes.length]`
 */
export function judgeProbabilities(
  probabilities: Float32Array,
  pictures: readonly PictureFeatures[],
  classes: readonly string[],
): Evaluation {
  const labelled = pictures.map(({ picture }, row) => ({
    path: picture.file,
    label: classes[picture.label] ?? '',
    topK: [],
    probabilities: probabilities.subarray(row * classes.length, (row + 1) * classes.length),
  }));
  const mapping = classes.map((label, index) => ({ label, classes: [index], by: 'exact' as const }));
  return evaluate(labelled, { mapping, classes });
}

/** What always naming the class that most training pictures have would get. */
export function baselineOf(train: readonly PictureFeatures[], test: readonly PictureFeatures[]): number {
  const counts = new Map<number, number>();
  for (const { picture } of train) counts.set(picture.label, (counts.get(picture.label) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [-1];
  return test.filter(({ picture }) => picture.label === most).length / Math.max(1, test.length);
}
