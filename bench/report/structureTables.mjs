import { time } from './figures.mjs';
import { measuredOn, quickNotes } from './notes.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/structure.mjs').measureStructure>>} StructureReport */

/** @param {StructureReport} report @returns {import('./peersTables.mjs').Table[]} */
export function structureTables({ commands }) {
  const [node = NaN, program = NaN] = commands.map(({ median }) => median);
  const less = (/** @type {number} */ median, /** @type {number} */ start) =>
    median > start ? time(median - start) : '–';
  return [
    {
      title: 'Describing a network: whole commands',
      head: ['', 'median', 'fastest', 'less node', 'less xception --version', 'native libraries'],
      rows: commands.map(({ name, median, fastest, libraries }) => [
        name,
        time(median),
        time(fastest),
        less(median, node),
        less(median, program),
        libraries === null ? 'unknown' : libraries.join(', ') || 'none',
      ]),
    },
  ];
}

/** @param {StructureReport} report @returns {string[]} */
export function structureNotes({ machine, date, withTensorFlow, quick }) {
  return [
    `${measuredOn({ machine, date })}.`,
    ...(withTensorFlow
      ? [
          `Native libraries are those in /proc/self/maps as a command ends, less the system's. Of a process that loads TensorFlow, the same look finds ${withTensorFlow.join(', ')}.`,
        ]
      : []),
    ...quickNotes(quick),
  ];
}
