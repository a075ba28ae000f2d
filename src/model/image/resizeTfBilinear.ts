import { CHANNELS, type FloatPicture, type Picture } from './picture';
import type { ResizeAxis } from './resizeAxis';

/** For each output pixel of an axis: the two source pixels it lies between, and how far towards the upper one. */
interface Interpolation {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  readonly lerp: Float32Array;
}

/**
 * `tf.image.resize(images, size)` of TensorFlow 2 with its defaults: bilinear, half-pixel centres, no antialiasing, all in
 * float32. A region is cut out first, as slicing the tensor would: its neighbours are never looked at.
 *
 * Source of the method: TensorFlow, core/kernels/image/resize_bilinear_op.cc and core/util/image_resizer_state.h.
 */
export function resizeTfBilinear(picture: Picture, columns: ResizeAxis, rows: ResizeAxis): FloatPicture {
  const width = columns.outCount;
  const height = rows.outCount;
  const across = interpolate(columns);
  const down = interpolate(rows);
  const source = picture.data;
  const fround = Math.fround;
  const data = new Float32Array(width * height * CHANNELS);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const upperRow = (down.lower[y] ?? 0) * picture.width;
    const lowerRow = (down.upper[y] ?? 0) * picture.width;
    const yLerp = fround(down.lerp[y] ?? 0);
    for (let x = 0; x < width; x++) {
      const left = across.lower[x] ?? 0;
      const right = across.upper[x] ?? 0;
      const xLerp = fround(across.lerp[x] ?? 0);
      for (let channel = 0; channel < CHANNELS; channel++) {
        const topLeft = source[(upperRow + left) * CHANNELS + channel] ?? 0;
        const topRight = source[(upperRow + right) * CHANNELS + channel] ?? 0;
        const bottomLeft = source[(lowerRow + left) * CHANNELS + channel] ?? 0;
        const bottomRight = source[(lowerRow + right) * CHANNELS + channel] ?? 0;
        const top = fround(topLeft + fround((topRight - topLeft) * xLerp));
        const bottom = fround(bottomLeft + fround((bottomRight - bottomLeft) * xLerp));
        data[to++] = fround(top + fround(fround(bottom - top) * yLerp));
      }
    }
  }
  return { width, height, data };
}

function interpolate({ inFrom, inExtent, outSize, outFirst, outCount }: ResizeAxis): Interpolation {
  const fround = Math.fround;
  const scale = fround(inExtent / outSize);
  const lower = new Int32Array(outCount);
  const upper = new Int32Array(outCount);
  const lerp = new Float32Array(outCount);
  for (let out = 0; out < outCount; out++) {
    const coordinate = fround(fround(fround(outFirst + out + 0.5) * scale) - 0.5);
    const floor = Math.floor(coordinate);
    lower[out] = inFrom + Math.max(floor, 0);
    upper[out] = inFrom + Math.min(Math.ceil(coordinate), inExtent - 1);
    lerp[out] = coordinate - floor;
  }
  return { lower, upper, lerp };
}
