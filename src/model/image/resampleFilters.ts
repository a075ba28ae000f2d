import type { ResizeMethod } from '../../shared/classification';

/** A resampling filter: its weight at a distance in (scaled) pixels, zero beyond `support`. */
export interface ResampleFilter {
  readonly support: number;
  readonly weight: (distance: number) => number;
}

/** The methods that Pillow computes by weighing neighbours; `nearest` and `tf-bilinear` work otherwise. */
export type FilterMethod = Exclude<ResizeMethod, 'nearest' | 'tf-bilinear'>;

/**
 * Pillow's filters, with its supports, its half-open ends and its `a = -0.5` for bicubic.
 *
 * Source of the method: Pillow, src/libImaging/Resample.c.
 */
export const RESAMPLE_FILTERS: Readonly<Record<FilterMethod, ResampleFilter>> = {
  box: { support: 0.5, weight: (distance) => (distance > -0.5 && distance <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) },
  hamming: { support: 1, weight: hamming },
  bicubic: { support: 2, weight: bicubic },
  lanczos: { support: 3, weight: lanczos },
};

/** Pillow writes the Hamming window's two numbers as float32, which shows in the last bits of the weights. */
const HAMMING_MEAN = Math.fround(0.54);
const HAMMING_SWING = Math.fround(0.46);

function hamming(distance: number): number {
  const x = Math.abs(distance);
  if (x === 0) return 1;
  if (x >= 1) return 0;
  return sinc(x) * (HAMMING_MEAN + HAMMING_SWING * Math.cos(x * Math.PI));
}

/** Keys' cubic convolution. The operations stand in Pillow's order, so that they round alike. */
function bicubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

function lanczos(distance: number): number {
  return distance >= -3 && distance < 3 ? sinc(distance) * sinc(distance / 3) : 0;
}

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}
