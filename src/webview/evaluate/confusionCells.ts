/** A table of more labels can be read by nobody. */
export const MAX_LABELS = 40;

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
