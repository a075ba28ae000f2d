/** An order of a table's rows. */
export interface ColumnSort<Column extends string> {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

/**
 * First the useful direction (words from A, numbers from the largest), then the other, then the table's own order.
 *
 * @param words - whether the column holds words
 */
export function nextColumnSort<Column extends string>(
  sort: ColumnSort<Column> | null,
  column: Column,
  words: boolean,
): ColumnSort<Column> | null {
  const [first, second] = words
    ? (['ascending', 'descending'] as const)
    : (['descending', 'ascending'] as const);
  if (sort?.column !== column) return { column, direction: first };
  return sort.direction === first ? { column, direction: second } : null;
}

/**
 * Rows in an order, words in natural order (`block2` before `block10`).
 *
 * @param valueOf - what a row is sorted by; rows without a value come last in both directions
 */
export function sortRows<Row>(
  rows: readonly Row[],
  direction: ColumnSort<string>['direction'],
  valueOf: (row: Row) => string | number | null,
): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'string' || typeof right === 'string')
      return sign * String(left).localeCompare(String(right), 'en', { numeric: true });
    return sign * (left - right);
  });
}
