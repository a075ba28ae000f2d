import type { ConfusionMatrix, LabelFigures, Rates } from '../../../shared/evaluation';

/**
 * Precision, recall and F1 of each label, in the matrix' order. Source: scikit-learn's
 * `precision_recall_fscore_support` with `zero_division=0`.
 */
export function labelFigures({ labels, cells }: ConfusionMatrix): readonly LabelFigures[] {
  const support = labels.map(() => 0);
  const predicted = labels.map(() => 0);
  const right = labels.map(() => 0);
  for (const cell of cells) {
    support[cell.actual] = (support[cell.actual] ?? 0) + cell.count;
    predicted[cell.predicted] = (predicted[cell.predicted] ?? 0) + cell.count;
    if (cell.actual === cell.predicted) right[cell.actual] = cell.count;
  }
  return labels.map((label, index) => {
    const hits = right[index] ?? 0;
    const has = support[index] ?? 0;
    const given = predicted[index] ?? 0;
    return {
      label,
      support: has,
      predicted: given,
      precision: ratio(hits, given),
      recall: ratio(hits, has),
      f1: ratio(2 * hits, has + given),
    };
  });
}

/** The mean of the labels' rates; zero of none. Source: scikit-learn's `average="macro"` and `"weighted"`. */
export function meanRates(
  figures: readonly LabelFigures[],
  weight: (figures: LabelFigures) => number = () => 1,
): Rates {
  const whole = figures.reduce((sum, one) => sum + weight(one), 0);
  const mean = (rate: keyof Rates): number =>
    ratio(
      figures.reduce((sum, one) => sum + weight(one) * one[rate], 0),
      whole,
    );
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

/** A share; 0 where there is nothing to share. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
