const MOST_BINS = 64;

/**
 * How many finite numbers lie in each of equal parts of a range: as many parts as the root of their number, at most 64, so
 * that few numbers do not stand alone.
 *
 * @param min - the least of them, and `max` the greatest
 * @returns counts from the least part to the greatest; a single one where all are equal
 */
export function histogram(values: Float32Array, min: number, max: number): readonly number[] {
  const width = max - min;
  const bins = width > 0 ? Math.min(MOST_BINS, Math.ceil(Math.sqrt(values.length))) : 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    // The greatest belongs to the last part, not to one behind it.
    const bin = width > 0 ? Math.min(bins - 1, Math.floor(((value - min) / width) * bins)) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
