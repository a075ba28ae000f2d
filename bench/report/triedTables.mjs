import { memory, time } from './figures.mjs';
import { measuredOn, quickNotes } from './notes.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/tried.mjs').measureTried>>} TriedReport */

/** @param {TriedReport} report @returns {import('./peersTables.mjs').Table[]} */
export function triedTables({ ways, batch }) {
  return [
    {
      title: 'Ways to run the same network',
      head: [
        '',
        'one picture',
        'fastest',
        `batch ${batch}, each`,
        'fastest',
        'first run',
        'peak, one picture',
      ],
      rows: ways.map(({ title, one, batches, firstMs, peakBytes }) => [
        title,
        time(one.median),
        time(one.fastest),
        time(batches.median),
        time(batches.fastest),
        time(firstMs),
        memory(peakBytes),
      ]),
    },
  ];
}

/** @param {TriedReport} report @returns {string[]} */
export function triedNotes({ machine, date, load, quick }) {
  return [
    `${measuredOn({ machine, date })}; load average ${load.before} before and ${load.after} after. The paper's network at 299 × 299, weights by formula, in turn; medians. Peaks hold the weights twice here, since none comes from a pack.`,
    ...quickNotes(quick),
  ];
}
