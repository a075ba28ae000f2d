import { reportTables } from './reportTables.mjs';
import { markdownTable } from './table.mjs';

/** @param {import('./reportTables.mjs').Report} report @returns {string} its tables and notes */
export function reportMarkdown(report) {
  const { tables, notes } = reportTables(report);
  const parts = tables.map(({ title, head, rows }) => `**${title}**\n\n${markdownTable(head, rows)}`);
  return `${[...parts, notes.map((note) => `- ${note}`).join('\n')].join('\n\n')}\n`;
}
