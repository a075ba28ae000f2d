import type { Padding } from './layerOp';

/** What a window (of a convolution or a pooling) does along one axis. */
export interface WindowGeometry {
  /** Output positions. */
  readonly size: number;
  /** Padding before the first and after the last input position. */
  readonly before: number;
  readonly after: number;
}

/**
 * Output size and padding of a window along one axis.
 *
 * TensorFlow's "same" pads by `max((ceil(n/s) - 1)·s + k - n, 0)` in all and puts the odd pixel after; PyTorch pads alike
 * on both sides. At 74 → 37 the two put the same window one pixel apart: the same weights give other numbers.
 *
 * @param size - input positions
 */
export function slideWindow(size: number, kernel: number, stride: number, padding: Padding): WindowGeometry {
  if (padding === 'same') {
    const output = Math.ceil(size / stride);
    const total = Math.max((output - 1) * stride + kernel - size, 0);
    const before = Math.floor(total / 2);
    return { size: output, before, after: total - before };
  }
  const pad = padding === 'valid' ? 0 : padding;
  return { size: Math.floor((size + 2 * pad - kernel) / stride) + 1, before: pad, after: pad };
}
