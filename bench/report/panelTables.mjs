import { time } from './figures.mjs';
import { measuredUnderLoad } from './notes.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/panel.mjs').measurePanel>>} PanelReport */

/** @param {PanelReport} report @returns {import('./peersTables.mjs').Table[]} */
export function panelTables({ opening, sorting, filtering }) {
  const row = (
    /** @type {string} */ name,
    /** @type {import('../measure/statistics.mjs').Sample} */ { count, median, fastest, slowest },
  ) => [name, String(count), time(median), time(fastest), time(slowest)];
  return [
    {
      title: "The panel with the layers of the paper's network",
      head: ['', 'times', 'median', 'fastest', 'slowest'],
      rows: [
        row('from the command to the first rows', opening),
        row('sorting, to the changed page', sorting),
        row('filtering, to the changed page', filtering),
      ],
    },
  ];
}

/** @param {PanelReport} report @returns {string[]} */
export function panelNotes(report) {
  return [
    measuredUnderLoad(report),
    "The panel is opened anew each time, VS Code's own part included, and the first frame with rows counts. Sorting and filtering count from the event to the page changed and laid out.",
  ];
}
