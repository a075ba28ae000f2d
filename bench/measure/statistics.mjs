/**
 * @param {readonly number[]} values at least one
 * @returns {number} the middle one; of an even number, the mean of the middle two
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/**
 * @typedef {object} Sample what was measured, in milliseconds
 * @property {number} median
 * @property {number} fastest
 * @property {number} slowest
 * @property {number} count
 */

/** @param {readonly number[]} values at least one @returns {Sample} */
export function sample(values) {
  if (values.length === 0) throw new Error('Nothing was measured.');
  return {
    median: median(values),
    fastest: Math.min(...values),
    slowest: Math.max(...values),
    count: values.length,
  };
}

/**
 * Runs each in turn, A B C A B C …, so that what else the machine does meets all alike.
 * @template T
 * @param {readonly T[]} runners
 * @param {number} rounds
 * @param {(runner: T, round: number) => Promise<readonly number[]>} measure gives what counts, in milliseconds
 * @returns {Promise<Map<T, number[]>>}
 */
export async function inTurn(runners, rounds, measure) {
  /** @type {Map<T, number[]>} */
  const times = new Map(runners.map((runner) => [runner, []]));
  for (let round = 0; round < rounds; round++) {
    for (const runner of runners) times.get(runner)?.push(...(await measure(runner, round)));
  }
  return times;
}
