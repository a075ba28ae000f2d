/** Greatest difference of a probability, in itself and as a share of the greatest probability. */
const ABSOLUTE = 1e-4;
const RELATIVE = 1e-3;

/**
 * @param {readonly (readonly number[])[]} theirs `[pictures][classes]`, probabilities
 * @param {readonly (readonly number[])[]} ours
 * @returns {{ absolute: number, relative: number }}
 * @throws {Error} where they do not agree: then the two do not run the same network, and comparing times means nothing
 */
export function sameAnswers(theirs, ours) {
  let absolute = 0;
  let relative = 0;
  if (theirs.length !== ours.length) throw new Error(`${theirs.length} answers for ${ours.length} pictures.`);
  ours.forEach((expected, picture) => {
    const given = theirs[picture] ?? [];
    if (given.length !== expected.length) {
      throw new Error(`${given.length} probabilities instead of ${expected.length}.`);
    }
    const difference = expected.reduce(
      // Math.max with NaN is NaN, and NaN is no agreement.
      (most, probability, index) => Math.max(most, Math.abs(probability - (given[index] ?? NaN))),
      0,
    );
    absolute = Math.max(absolute, difference);
    relative = Math.max(relative, difference / Math.max(...expected));
  });
  if (!(absolute <= ABSOLUTE && relative <= RELATIVE)) {
    throw new Error(
      `Its answers are others: a probability differs by ${absolute.toExponential(1)}, ${relative.toExponential(1)} of the greatest; ${ABSOLUTE} and ${RELATIVE} are allowed.`,
    );
  }
  return { absolute, relative };
}
