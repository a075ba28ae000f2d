import type { ConfusionCell, ConfusionMatrix, Judged } from '../../../shared/evaluation';

/** Counts pictures by label and answer. The labels are all that occur as either, in the order of their code units. */
export function confusionMatrix(judged: readonly Judged[]): ConfusionMatrix {
  const labels = [...new Set(judged.flatMap(({ actual, predicted }) => [actual, predicted]))].sort();
  const place = new Map(labels.map((label, index) => [label, index]));
  const counts = new Map<number, number>();
  for (const { actual, predicted } of judged) {
    const cell = (place.get(actual) ?? 0) * labels.length + (place.get(predicted) ?? 0);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const cells = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([cell, count]): ConfusionCell => ({
      actual: Math.floor(cell / labels.length),
      predicted: cell % labels.length,
      count,
    }));
  return { labels, cells };
}
