/** What a cell can hold; undefined leaves it empty. */
export type CsvCell = string | number | boolean | undefined;

/** Cells as a line of comma-separated values, without its end. Source: RFC 4180. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map((cell) => quoted(String(cell ?? ''))).join(',');
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
