/** @typedef {import('../measure/machine.mjs').Machine} Machine */

/**
 * @param {{ machine: Machine, date: string }} report
 * @returns {string} where and when it was measured, without a full stop
 */
export function measuredOn({ machine: { processor, cores, system, node }, date }) {
  return `${processor}, ${cores} cores, ${system}, Node ${node}; ${date.slice(0, 10)}`;
}

/**
 * @param {{ machine: Machine, date: string, load: { before: number, after: number } }} report
 * @returns {string} the same with what else bears on how fast the machine is
 */
export function measuredUnderLoad({ machine: { processor, cores, memoryGiB, system, node }, date, load }) {
  return `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}; ${date.slice(0, 10)}; load average ${load.before} before, ${load.after} after.`;
}

/**
 * @param {boolean} quick
 * @param {string} [few] what there were too few of
 * @returns {string[]}
 */
export function quickNotes(quick, few = 'rounds') {
  return quick ? [`Measured with --quick: too few ${few} to quote.`] : [];
}
