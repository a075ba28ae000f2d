import type { ConfusionMatrix, LabelFigures } from '../../shared/evaluation';

/** A table of more labels can be read by nobody. */
export const MAX_LABELS = 40;

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
  most = MAX_LABELS,
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

/** The cell that a key leads to from another; undefined for a key that leads nowhere. */
export function cellAfter(
  { row, column }: Cell,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  key: string,
): Cell | undefined {
  const within = (value: number, length: number): number => Math.min(Math.max(value, 0), length - 1);
  switch (key) {
    case 'ArrowUp':
      return { row: within(row - 1, rows), column };
    case 'ArrowDown':
      return { row: within(row + 1, rows), column };
    case 'ArrowLeft':
      return { row, column: within(column - 1, columns) };
    case 'ArrowRight':
      return { row, column: within(column + 1, columns) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return undefined;
  }
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}
