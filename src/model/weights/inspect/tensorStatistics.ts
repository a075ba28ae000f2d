import type { TensorStatistics } from '../../../shared/inspection';

/**
 * Figures of a tensor's numbers. Sums are kept in doubles, and deviations are taken from the mean and not from squares, so
 * that a small spread around a large mean is not lost.
 */
export function tensorStatistics(values: Float32Array): TensorStatistics {
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let [zeros, nan, inf] = [0, 0, 0];
  for (const value of values) {
    // NaN and the infinities are the only numbers that are no longer 0 after being taken from themselves.
    if (value - value !== 0) {
      if (Number.isNaN(value)) nan++;
      else inf++;
      continue;
    }
    if (value === 0) zeros++;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const finite = values.length - nan - inf;
  if (finite === 0) return { min: null, max: null, mean: null, std: null, zeros, nan, inf };
  const mean = sum / finite;
  return { min, max, mean, std: Math.sqrt(squaredDeviations(values, mean) / finite), zeros, nan, inf };
}

/** Corrected by the sum of the deviations, which is 0 but for the rounding of the mean (Chan, Golub & LeVeque 1983). */
function squaredDeviations(values: Float32Array, mean: number): number {
  let [squares, deviations, count] = [0, 0, 0];
  for (const value of values) {
    const deviation = value - mean;
    if (deviation - deviation !== 0) continue;
    squares += deviation * deviation;
    deviations += deviation;
    count++;
  }
  return Math.max(0, squares - (deviations * deviations) / count);
}
