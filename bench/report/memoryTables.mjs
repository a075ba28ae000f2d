import { linePlot } from '../plot/linePlot.mjs';
import { memory } from './figures.mjs';
import { measuredOn, quickNotes } from './notes.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/memory.mjs').measureMemory>>} MemoryReport */

/** @param {MemoryReport} report @returns {import('./peersTables.mjs').Table[]} */
export function memoryTables({ samples, earlyBytes, lateBytes, bytesPerPicture, tensorsGrew }) {
  const residents = samples.map(({ residentBytes }) => residentBytes);
  return [
    {
      title: `Resident memory of the inference process over ${samples.at(-1)?.pictures ?? 0} pictures`,
      head: ['', ''],
      rows: [
        ['lowest', memory(Math.min(...residents))],
        ['highest', memory(Math.max(...residents))],
        ['mean of the second quarter', memory(earlyBytes)],
        ['mean of the last quarter', memory(lateBytes)],
        ['growth between them, for each picture', `${(bytesPerPicture / 1e3).toFixed(1)} kB`],
        ['live tensors grew', tensorsGrew ? 'yes' : 'no'],
      ],
    },
  ];
}

/** @param {MemoryReport} report @returns {string[]} */
export function memoryNotes({ machine, date, quick }) {
  return [
    `${measuredOn({ machine, date })}. Network paper, 299 × 299, in the batches that the engine chooses, decoding included.`,
    ...quickNotes(quick, 'pictures'),
  ];
}

/** @param {MemoryReport} report @returns {[name: string, svg: string][]} */
export function memoryPlots({ samples }) {
  const points = samples.map(
    ({ pictures, residentBytes }) => /** @type {const} */ ([pictures, Math.round(residentBytes / 1e6)]),
  );
  return [
    [
      'memory.svg',
      linePlot({
        title: 'Memory of the inference process',
        description: 'Resident memory in megabytes against the pictures that were classified so far.',
        x: { label: 'Pictures classified' },
        y: { label: 'Resident memory, MB' },
        series: [{ name: 'resident memory', points }],
      }),
    ],
  ];
}
