export interface TextColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A column of figures. */
export function right(title: string): TextColumn {
  return { title, align: 'right' };
}

/** Columns as wide as their widest cell, two spaces apart, without trailing blanks; a line of titles first. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((cells) => (cells[index] ?? '').length)));
  return all.map((cells) =>
    columns
      .map(({ align = 'left' }, index) => {
        const [cell, width] = [cells[index] ?? '', widths[index] ?? 0];
        return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
