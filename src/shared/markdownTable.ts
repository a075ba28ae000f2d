export interface MarkdownColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A table of GitHub's Markdown; what would end a cell or begin a tag in the texts is escaped. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  return [
    columns.map(({ title }) => escapeMarkdown(title)),
    columns.map(({ align }) => (align === 'right' ? '--:' : '---')),
    ...rows.map((cells) => cells.map(escapeMarkdown)),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Layer names have underscores and indices in brackets, which Markdown would take for emphasis and links. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, String.raw`\$&`);
}
