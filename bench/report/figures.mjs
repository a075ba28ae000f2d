/** @param {number} milliseconds @returns {string} three figures: "98.7 ms", "1.23 s" */
export function time(milliseconds) {
  return milliseconds < 1000 ? `${threeFigures(milliseconds)} ms` : `${threeFigures(milliseconds / 1000)} s`;
}

/** @param {number | undefined} bytes @returns {string} "512 MB"; a dash where it is not known */
export function memory(bytes) {
  return bytes ? `${Math.round(bytes / 1e6)} MB` : '–';
}

/**
 * How many times as long as ours: above 1, ours is faster.
 * @param {number} theirs
 * @param {number} ours
 */
export function ratio(theirs, ours) {
  return `${(theirs / ours).toFixed(2)}×`;
}

/** @param {number} value */
export function threeFigures(value) {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** @param {number} macs @param {number} milliseconds @returns {number} 10^9 operations a second; a MAC is two */
export function gflops(macs, milliseconds) {
  return (2 * macs) / milliseconds / 1e6;
}
