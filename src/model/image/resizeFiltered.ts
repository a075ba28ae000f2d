import { CHANNELS, type Picture } from './picture';
import type { ResampleFilter } from './resampleFilters';
import { kernelSpan, PRECISION_BITS, resampleKernel, type ResampleKernel, type Span } from './resampleKernel';
import { isUntouched, type ResizeAxis } from './resizeAxis';

const HALF = 1 << (PRECISION_BITS - 1);

/** A part of a picture: its first pixel is pixel (`left`, `top`) of the whole, before or after a pass. */
interface Strip extends Picture {
  readonly left: number;
  readonly top: number;
}

/**
 * Resizes with a filter, bit for bit as Pillow does for 8-bit pictures: one pass along the columns and one along the rows,
 * with a rounding to bytes in between. Because of that rounding the order of the passes shows; it is Pillow 13's. (Up to
 * version 12 columns always came first. For pictures in landscape format both are the same.)
 *
 * Source of the method: Pillow, src/libImaging/Resample.c.
 */
export function resizeFiltered(
  picture: Picture,
  columns: ResizeAxis,
  rows: ResizeAxis,
  filter: ResampleFilter,
): Picture {
  const source: Strip = { ...picture, left: 0, top: 0 };
  const across = isUntouched(columns) ? undefined : resampleKernel(columns, filter);
  const down = isUntouched(rows) ? undefined : resampleKernel(rows, filter);
  if (across && down) {
    // The first pass computes only what the second one looks at.
    return rowsFirst(columns, rows)
      ? resizeColumns(resizeRows(source, down, kernelSpan(across)), across, spanOf(rows))
      : resizeRows(resizeColumns(source, across, kernelSpan(down)), down, spanOf(columns));
  }
  if (across) return resizeColumns(source, across, spanOf(rows));
  if (down) return resizeRows(source, down, spanOf(columns));
  return { ...picture, data: picture.data.slice() };
}

/** Pillow 13's rule: whole sides count, even where only a part of the picture is resized. */
function rowsFirst(columns: ResizeAxis, rows: ResizeAxis): boolean {
  const lostRows = rows.inSize - rows.outSize;
  return lostRows > 0 && lostRows > 2 * (columns.inSize - columns.outSize);
}

/** The pixels that are wanted of an axis that is not resized, or no longer. */
function spanOf({ outFirst, outCount }: ResizeAxis): Span {
  return { first: outFirst, end: outFirst + outCount };
}

function resizeColumns(strip: Strip, kernel: ResampleKernel, rows: Span): Strip {
  const { taps, starts, counts, weights } = kernel;
  const source = strip.data;
  const width = starts.length;
  const height = rows.end - rows.first;
  const clamped = new Uint8ClampedArray(width * height * CHANNELS);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = (rows.first - strip.top + y) * strip.width - strip.left;
    for (let x = 0; x < width; x++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let from = (row + (starts[x] ?? 0)) * CHANNELS;
      const firstTap = x * taps;
      const endTap = firstTap + (counts[x] ?? 0);
      for (let tap = firstTap; tap < endTap; tap++) {
        const weight = weights[tap] ?? 0;
        red = (red + Math.imul(source[from] ?? 0, weight)) | 0;
        green = (green + Math.imul(source[from + 1] ?? 0, weight)) | 0;
        blue = (blue + Math.imul(source[from + 2] ?? 0, weight)) | 0;
        from += CHANNELS;
      }
      clamped[to] = red >> PRECISION_BITS;
      clamped[to + 1] = green >> PRECISION_BITS;
      clamped[to + 2] = blue >> PRECISION_BITS;
      to += CHANNELS;
    }
  }
  const data = new Uint8Array(clamped.buffer);
  return { width, height, data, left: kernel.outFirst, top: rows.first };
}

function resizeRows(strip: Strip, kernel: ResampleKernel, columns: Span): Strip {
  const { taps, starts, counts, weights } = kernel;
  const source = strip.data;
  const width = columns.end - columns.first;
  const height = starts.length;
  const values = width * CHANNELS;
  const clamped = new Uint8ClampedArray(values * height);
  const sums = new Int32Array(values);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    const count = counts[y] ?? 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = weights[y * taps + tap] ?? 0;
      const row = (starts[y] ?? 0) - strip.top + tap;
      const from = (row * strip.width + columns.first - strip.left) * CHANNELS;
      for (let i = 0; i < values; i++) sums[i] = (sums[i] ?? 0) + Math.imul(source[from + i] ?? 0, weight);
    }
    const to = y * values;
    for (let i = 0; i < values; i++) clamped[to + i] = (sums[i] ?? 0) >> PRECISION_BITS;
  }
  const data = new Uint8Array(clamped.buffer);
  return { width, height, data, left: columns.first, top: kernel.outFirst };
}
