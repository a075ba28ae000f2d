/**
 * Round numbers for an axis that starts at 0: steps of 1, 2 or 5 times a power of ten.
 * @param {number} highest above 0
 * @param {number} [wanted] about how many steps
 * @returns {number[]} from 0 to the first that is not below `highest`
 */
export function ticks(highest, wanted = 5) {
  if (!(highest > 0 && Number.isFinite(highest))) throw new Error(`No axis can reach ${highest}.`);
  const rough = highest / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
