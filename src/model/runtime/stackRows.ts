/**
 * Rows one after the other, as a batch.
 *
 * @param size - numbers per row
 * @returns `[rows.length, size]`
 */
export function stackRows(rows: readonly Float32Array[], size = rows[0]?.length ?? 0): Float32Array {
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, index) => {
    values.set(row, index * size);
  });
  return values;
}

/** What {@link stackRows} stacked, each in memory of its own. */
export function splitRows(values: Float32Array, count: number): readonly Float32Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
