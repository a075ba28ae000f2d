import { time } from './figures.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/editor.mjs').measureEditor>>} EditorReport */

/** @param {EditorReport} report @returns {import('./peersTables.mjs').Table[]} */
export function editorTables({ total, engine, beyond }) {
  const row = (
    /** @type {string} */ name,
    /** @type {import('../measure/statistics.mjs').Sample} */ times,
  ) => [name, time(times.median), time(times.fastest), time(times.slowest)];
  return [
    {
      title: `From the click to the label, in ${total.count} clicks`,
      head: ['', 'median', 'fastest', 'slowest'],
      rows: [
        row('click to label', total),
        row('decoding, preprocessing and running', engine),
        row('all else', beyond),
      ],
    },
  ];
}

/** @param {EditorReport} report @returns {string[]} */
export function editorNotes({ machine, date, load }) {
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.system}; ${date.slice(0, 10)}; load average ${load.before} before and ${load.after} after. The sample model, warm; the editor runs in a browser on the same machine, and its clock counts from the mouse's release on the menu's entry.`,
  ];
}
