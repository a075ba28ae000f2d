/**
 * How many rows have their greatest score at their label.
 *
 * @param scores - `[labels.length, classes]`
 */
export function countRightRows(scores: Float32Array, labels: readonly number[], classes: number): number {
  return labels.filter((label, row) => {
    const own = scores.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(own.reduce((a, b) => Math.max(a, b), -Infinity)) === label;
  }).length;
}
