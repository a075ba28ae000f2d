import type { ResizeMethod } from '../../shared/classification';
import { wholeOf, type FloatPicture, type Picture, type Region } from './picture';
import { RESAMPLE_FILTERS } from './resampleFilters';
import type { ResizeAxis } from './resizeAxis';
import { resizeFiltered } from './resizeFiltered';
import { resizeNearest } from './resizeNearest';
import { resizeTfBilinear } from './resizeTfBilinear';

export interface ResizeOptions {
  /**
   * The part of the picture that is resized, in whole pixels; all of it by default. As with Pillow's `box`, filters look
   * over its edges; `tf-bilinear` does not (see {@link resizeTfBilinear}).
   */
  readonly region?: Region;
  /** The part of the result that is wanted, in whole pixels of the result; all of it by default. */
  readonly window?: Region;
}

/**
 * Resizes a picture to `width` × `height` pixels, or to the wanted window of such a result. Every method gives what the
 * library named by it gives: Pillow's bit for bit, TensorFlow's in float32.
 *
 * @returns bytes `[height, width, 3]`, or floats from 0 to 255 for `tf-bilinear`
 */
export function resizePicture(
  picture: Picture,
  width: number,
  height: number,
  method: ResizeMethod,
  options: ResizeOptions = {},
): Picture | FloatPicture {
  const region = options.region ?? wholeOf(picture);
  const window = options.window ?? { left: 0, top: 0, width, height };
  const columns: ResizeAxis = {
    inSize: picture.width,
    inFrom: region.left,
    inExtent: region.width,
    outSize: width,
    outFirst: window.left,
    outCount: window.width,
  };
  const rows: ResizeAxis = {
    inSize: picture.height,
    inFrom: region.top,
    inExtent: region.height,
    outSize: height,
    outFirst: window.top,
    outCount: window.height,
  };
  if (method === 'nearest') return resizeNearest(picture, columns, rows);
  if (method === 'tf-bilinear') return resizeTfBilinear(picture, columns, rows);
  return resizeFiltered(picture, columns, rows, RESAMPLE_FILTERS[method]);
}
