import os from 'node:os';

/** Above this, something else is running that takes what is to be measured. */
export const QUIET_LOAD = 0.5;

/**
 * @typedef {object} Machine
 * @property {string} processor
 * @property {number} cores
 * @property {number} memoryGiB
 * @property {string} system
 * @property {string} node
 */

/** @returns {Machine} */
export function machine() {
  const processors = os.cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
  };
}

/** Processes that wanted to run, on average of the last minute. */
export function loadAverage() {
  return Number((os.loadavg()[0] ?? 0).toFixed(2));
}

/** @param {number} load @returns {string | undefined} what to tell before a measurement that will not be worth much */
export function loadWarning(load) {
  return load > QUIET_LOAD
    ? `The load average is ${load}: something else is running, and these figures will be worth little. Close it and measure again.`
    : undefined;
}
