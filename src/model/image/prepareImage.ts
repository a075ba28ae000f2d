import type { Preprocessing } from '../../shared/classification';
import { fitPicture, type InputSize } from './fit';
import { neutralColor, normalizePixels } from './normalize';
import { CHANNELS, isFloatPicture, type FloatPicture, type Picture, type Region } from './picture';

/** A picture as the network gets it. */
export interface PreparedImage {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 3]`, normalised: the network's input. */
  readonly values: Float32Array<ArrayBuffer>;
  /** `[height, width, 3]`: the same as a picture, for showing; rounded where the resize gives fractions. */
  readonly pixels: Uint8Array;
  /** Where the picture lies within the input; all of it, except for a letterbox. */
  readonly content: Region;
  /** The part of the original picture that `content` shows, in its pixels (not always whole ones). */
  readonly source: Region;
}

/**
 * Everything between a decoded picture and the network's input: fit, resize, normalisation.
 *
 * The border of a letterbox is exactly 0 after normalisation, whatever the normalisation: it neither brightens nor darkens,
 * and is what the network's own padding holds. `pixels` shows it as the nearest grey (or mean colour).
 */
export function prepareImage(
  picture: Picture,
  input: InputSize,
  preprocessing: Preprocessing,
): PreparedImage {
  const { width, height } = input;
  const fitted = fitPicture(picture, input, preprocessing);
  const { normalization } = preprocessing;
  const values = normalizePixels(fitted.picture.data, normalization);
  const pixels = bytesOf(fitted.picture);
  const place = { width, height, content: fitted.content, source: fitted.source };
  if (fitted.content.width === width && fitted.content.height === height) return { ...place, values, pixels };
  const paddedValues = new Float32Array(width * height * CHANNELS);
  const paddedPixels = new Uint8Array(width * height * CHANNELS);
  const neutral = neutralColor(normalization);
  for (let i = 0; i < paddedPixels.length; i++) paddedPixels[i] = neutral[i % CHANNELS] ?? 0;
  copyInto(paddedValues, values, width, fitted.content);
  copyInto(paddedPixels, pixels, width, fitted.content);
  return { ...place, values: paddedValues, pixels: paddedPixels };
}

function bytesOf(picture: Picture | FloatPicture): Uint8Array {
  return isFloatPicture(picture) ? Uint8Array.from(picture.data, (value) => Math.round(value)) : picture.data;
}

function copyInto<T extends Float32Array | Uint8Array>(to: T, from: T, width: number, place: Region): void {
  const stride = place.width * CHANNELS;
  for (let y = 0; y < place.height; y++) {
    to.set(from.subarray(y * stride, (y + 1) * stride), ((place.top + y) * width + place.left) * CHANNELS);
  }
}
