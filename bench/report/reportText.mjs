import { reportTables } from './reportTables.mjs';
import { textTable } from './table.mjs';

/** @param {import('./reportTables.mjs').Report} report @returns {string} for a terminal */
export function reportText(report) {
  const { tables, notes } = reportTables(report);
  return [
    ...tables.map(({ title, head, rows }) => `${title}\n\n${textTable(head, rows)}`),
    notes.join('\n'),
  ].join('\n\n');
}
