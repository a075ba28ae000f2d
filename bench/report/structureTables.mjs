import { time } from './figures.mjs';

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
    `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}; ${date.slice(0, 10)}.`,
    ...(withTensorFlow
      ? [
          `Native libraries are those in /proc/self/maps as a command ends, less the system's. Of a process that loads TensorFlow, the same look finds ${withTensorFlow.join(', ')}.`,
        ]
      : []),
    ...(quick ? ['Measured with --quick: too few rounds to quote.'] : []),
  ];
}
