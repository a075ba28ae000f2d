import type { Raster } from '../../image/encodePng';

/** Pixels on the side of a weight's square. */
const SQUARE = 6;
const GAP = 2;
const ZERO = 127.5;
const RGB = 3;
const RGBA = 4;
const OPAQUE = 255;
/** More are no picture any more but a texture; the first ones are shown. */
const MOST_KERNELS = 2048;

/** Kernels that were drawn. */
export interface DrawnKernels {
  readonly raster: Raster;
  /** How many there are in it. */
  readonly count: number;
  /** Whether they have a plane for each of red, green and blue. */
  readonly colour: boolean;
}

/**
 * Convolution kernels side by side, from the left and the top in the order of their channels, in a sheet about as wide as
 * high: in colour where a kernel has a plane for each of red, green and blue, else one grey square for each pair of input
 * and output channel. Nothing is smoothed.
 *
 * @param shape - `[height, width, in, out]`; depthwise `[height, width, channels, 1]`
 * @param limit - what black and white stand for: its negative, and itself
 * @returns undefined for what is no kernel with a window larger than 1 × 1
 */
export function kernelSheet(
  shape: readonly number[],
  values: Float32Array,
  limit: number,
): DrawnKernels | undefined {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = shape;
  if (shape.length !== 4 || height * width <= 1) return undefined;
  const colour = inputs === RGB;
  const pairs = inputs * outputs;
  const count = Math.min(MOST_KERNELS, colour ? outputs : pairs);
  const columns = Math.ceil(Math.sqrt((count * height) / width));
  const rows = Math.ceil(count / columns);
  const cellWidth = width * SQUARE + GAP;
  const cellHeight = height * SQUARE + GAP;
  const sheetWidth = columns * cellWidth - GAP;
  const sheetHeight = rows * cellHeight - GAP;
  // All of it transparent at first: between the kernels it stays so.
  const data = new Uint8Array(sheetWidth * sheetHeight * RGBA);
  const scale = limit > 0 ? ZERO / limit : 0;
  for (let kernel = 0; kernel < count; kernel++) {
    const left = (kernel % columns) * cellWidth;
    const top = Math.floor(kernel / columns) * cellHeight;
    for (let y = 0; y < height * SQUARE; y++) {
      for (let x = 0; x < width * SQUARE; x++) {
        const place = (Math.floor(y / SQUARE) * width + Math.floor(x / SQUARE)) * pairs;
        const pixel = ((top + y) * sheetWidth + left + x) * RGBA;
        for (let plane = 0; plane < RGB; plane++) {
          // In colour a kernel is an output channel, whose three planes lie `outputs` apart.
          const value = values[place + (colour ? plane * outputs : 0) + kernel] ?? 0;
          data[pixel + plane] = Math.round(ZERO + value * scale);
        }
        data[pixel + RGB] = OPAQUE;
      }
    }
  }
  return { raster: { data, width: sheetWidth, height: sheetHeight, channels: RGBA }, count, colour };
}
