import { wrapText } from './wrapText';

/** A column of a {@link boxTable}; its width counts characters of text, without border and padding. */
export interface BoxColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly width: number;
}

interface Border {
  readonly left: string;
  readonly line: string;
  readonly cross: string;
  readonly right: string;
}

const TOP: Border = { left: '┏', line: '━', cross: '┳', right: '┓' };
const HEAD_END: Border = { left: '┡', line: '━', cross: '╇', right: '┩' };
const BETWEEN: Border = { left: '├', line: '─', cross: '┼', right: '┤' };
const BOTTOM: Border = { left: '└', line: '─', cross: '┴', right: '┘' };

/**
 * A table in box-drawing characters with a line under every row, as the Python library rich draws what Keras gives it:
 * texts wrap at spaces, words that are too long end in "…", headers stand at the bottom of their row.
 *
 * @returns lines without a line break
 */
export function boxTable(
  columns: readonly BoxColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const head = columns.map(({ header }) => header);
  const body = rows.map((cells) => boxRow(columns, cells, '│', 'top'));
  const between = border(columns, BETWEEN);
  return [
    border(columns, TOP),
    ...boxRow(columns, head, '┃', 'bottom'),
    border(columns, HEAD_END),
    ...body.flatMap((lines, index) => (index === 0 ? lines : [between, ...lines])),
    border(columns, BOTTOM),
  ];
}

function border(columns: readonly BoxColumn[], { left, line, cross, right }: Border): string {
  return left + columns.map(({ width }) => line.repeat(width + 2)).join(cross) + right;
}

function boxRow(
  columns: readonly BoxColumn[],
  cells: readonly string[],
  divider: string,
  stand: 'top' | 'bottom',
): readonly string[] {
  const wrapped = columns.map((column, index) =>
    wrapText(cells[index] ?? '', column.width).map((line) => alignLine(line, column)),
  );
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = wrapped.map((lines, index) => {
      const own = stand === 'top' ? line : line - (height - lines.length);
      return ` ${lines[own] ?? ' '.repeat(columns[index]?.width ?? 0)} `;
    });
    return divider + parts.join(divider) + divider;
  });
}

function alignLine(line: string, { width, align }: BoxColumn): string {
  const fitting = line.length > width ? `${line.slice(0, width - 1)}…` : line;
  return align === 'left' ? fitting.padEnd(width) : fitting.padStart(width);
}
