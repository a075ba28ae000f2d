import { time } from './figures.mjs';
import { measuredUnderLoad, quickNotes } from './notes.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/find.mjs').measureFind>>} FindReport */

/** @param {FindReport} report @returns {import('./peersTables.mjs').Table[]} */
export function findTables({ searches }) {
  return [
    {
      title: 'The ten pictures most like another',
      head: [
        'pictures',
        'processor time',
        'median',
        'fastest',
        'first search, index included',
        'found of the ten',
      ],
      rows: searches.map(({ pictures, processor, median, fastest, first, recall }) => [
        pictures.toLocaleString('en'),
        time(processor.median),
        time(median),
        time(fastest),
        time(first),
        `${(100 * recall).toFixed(1)} %`,
      ]),
    },
  ];
}

/** @param {FindReport} report @returns {string[]} */
export function findNotes(report) {
  const { quick, real } = report;
  return [
    measuredUnderLoad(report),
    'Processor time is what a search needs, median, whatever else the machine does; the other times are of the clock.',
    `2048 features each, in a store as the product keeps it: those of ${real} photographs, and mixtures of three of them, each number from 0.3 to 1.7 times what it was.`,
    ...quickNotes(quick, 'searches'),
  ];
}
