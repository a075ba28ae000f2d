/**
 * @typedef {object} Row one line of the doctor's table
 * @property {'ok' | 'missing' | 'wanted' | 'fact'} state missing: classification needs it; wanted: only something else
 *   does; fact: neither right nor wrong
 * @property {string} name
 * @property {string} value
 * @property {string} [remedy] what to do; for `missing` and `wanted`
 */

const MARKS = { ok: '✓', missing: '✗', wanted: '–', fact: ' ' };

/** @param {string} name @param {string} value @returns {Row} */
export const ok = (name, value) => ({ state: 'ok', name, value });

/** @param {string} name @param {string} value @returns {Row} */
export const fact = (name, value) => ({ state: 'fact', name, value });

/** @param {string} name @param {string} value @param {string} remedy @returns {Row} */
export const missing = (name, value, remedy) => ({ state: 'missing', name, value, remedy });

/** @param {string} name @param {string} value @param {string} remedy @returns {Row} */
export const wanted = (name, value, remedy) => ({ state: 'wanted', name, value, remedy });

/**
 * @param {readonly Row[]} rows
 * @returns {string} the table, then what to do about each line that is not right
 */
export function formatRows(rows) {
  const width = Math.max(...rows.map((row) => row.name.length));
  const table = rows.map((row) => `${MARKS[row.state]} ${row.name.padEnd(width)}  ${row.value}`);
  const remedies = rows
    .filter((row) => row.remedy)
    .map((row) => `${MARKS[row.state]} ${row.name}: ${row.remedy}`);
  const failed = rows.some((row) => row.state === 'missing');
  const verdict = failed
    ? 'Something that classification needs is missing (✗).'
    : 'Everything that classification needs is here.';
  return [...table, '', ...(remedies.length > 0 ? ['What to do:', ...remedies, ''] : []), verdict].join('\n');
}
