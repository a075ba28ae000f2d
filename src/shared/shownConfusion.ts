import type { ConfusionMatrix, LabelFigures } from './evaluation';

/** What is drawn of a confusion matrix. */
export interface ShownConfusion {
  /** Columns: what the model says. */
  readonly labels: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly support: number;
    readonly counts: readonly number[];
  }[];
}

/** The labels that pictures have most, in the matrix' order; rows are those of them that pictures have. */
export function shownConfusion(
  { cells }: ConfusionMatrix,
  figures: readonly LabelFigures[],
  most: number,
): ShownConfusion {
  const counts = new Map(cells.map(({ actual, predicted, count }) => [`${actual} ${predicted}`, count]));
  const shown = figures
    .map((figure, index) => ({ index, ...figure }))
    .sort((a, b) => b.support - a.support || b.predicted - a.predicted)
    .slice(0, most)
    .sort((a, b) => a.index - b.index);
  return {
    labels: shown.map(({ label }) => label),
    rows: shown
      .filter(({ support }) => support > 0)
      .map(({ index, label, support }) => ({
        label,
        support,
        counts: shown.map((column) => counts.get(`${index} ${column.index}`) ?? 0),
      })),
  };
}
