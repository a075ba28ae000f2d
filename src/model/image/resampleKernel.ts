import type { ResampleFilter } from './resampleFilters';
import type { ResizeAxis } from './resizeAxis';

/** Weights are whole multiples of 2^-22: 32 bits less 8 for a pixel and 2 for what overshoots. */
export const PRECISION_BITS = 32 - 8 - 2;

/** For each output pixel of an axis: the first source pixel, how many count, and their weights (`taps` places each). */
export interface ResampleKernel {
  /** Number of the first output pixel; more than 0 where only a window of the result is wanted. */
  readonly outFirst: number;
  readonly taps: number;
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
}

/**
 * The weights of a filter along an axis, as Pillow computes them: the filter widens when shrinking (antialiasing), weights
 * are normalised in double precision and rounded to fixed point.
 *
 * Source of the method: Pillow, src/libImaging/Resample.c.
 */
export function resampleKernel(axis: ResizeAxis, filter: ResampleFilter): ResampleKernel {
  const { inSize, inFrom, inExtent, outSize, outFirst, outCount } = axis;
  const scale = inExtent / outSize;
  const filterScale = Math.max(scale, 1);
  const support = filter.support * filterScale;
  const inverse = 1 / filterScale;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outCount);
  const counts = new Int32Array(outCount);
  const weights = new Int32Array(outCount * taps);
  const exact = new Float64Array(taps);
  for (let out = 0; out < outCount; out++) {
    const center = inFrom + (outFirst + out + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const count = Math.min(inSize, Math.trunc(center + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = filter.weight((tap + start - center + 0.5) * inverse);
      exact[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < count; tap++) {
      const weight = exact[tap] ?? 0;
      weights[out * taps + tap] = toFixedPoint(sum === 0 ? weight : weight / sum);
    }
    starts[out] = start;
    counts[out] = count;
  }
  return { outFirst, taps, starts, counts, weights };
}

/** The pixels of an axis from `first` up to but not including `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** The source pixels that a kernel looks at. */
export function kernelSpan({ starts, counts }: ResampleKernel): Span {
  const last = starts.length - 1;
  return { first: starts[0] ?? 0, end: (starts[last] ?? 0) + (counts[last] ?? 0) };
}

/** Rounds half away from zero, as adding ±0.5 and truncating does in C. */
function toFixedPoint(weight: number): number {
  const scaled = weight * (1 << PRECISION_BITS);
  return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}
