import type { TensorDifference } from '../../../shared/weightsComparison';

/**
 * Compares two tensors number by number. Sums are kept in doubles.
 *
 * @param a - C order, of the same shape as `b`
 */
export function tensorDifference(a: Float32Array, b: Float32Array): TensorDifference {
  let [squaresA, squaresB, squares, dot] = [0, 0, 0, 0];
  let [maxAbs, changed, count] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] ?? 0, b[i] ?? 0];
    // NaN and the infinities are the only numbers that are no longer 0 after being taken from themselves.
    if (left - left !== 0 || right - right !== 0) continue;
    count++;
    squaresA += left * left;
    squaresB += right * right;
    dot += left * right;
    if (left === right) continue;
    const difference = right - left;
    changed++;
    squares += difference * difference;
    if (Math.abs(difference) > maxAbs) maxAbs = Math.abs(difference);
  }
  return {
    normA: Math.sqrt(squaresA),
    normB: Math.sqrt(squaresB),
    normDifference: Math.sqrt(squares),
    dot,
    maxAbs,
    changed,
    count,
    notFinite: a.length - count,
  };
}
