/** A decoded picture: 8-bit sRGB, row by row from the top left, `data` of shape `[height, width, 3]`. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** As {@link Picture}, with values from 0 to 255 that need not be whole: what `tf.image.resize` gives. */
export interface FloatPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A rectangle in pixels, from the top left. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Red, green, blue. */
export const CHANNELS = 3;

/** All of a picture. */
export function wholeOf({ width, height }: { readonly width: number; readonly height: number }): Region {
  return { left: 0, top: 0, width, height };
}

/** Tells a {@link FloatPicture} from a {@link Picture}. */
export function isFloatPicture(picture: Picture | FloatPicture): picture is FloatPicture {
  return picture.data instanceof Float32Array;
}
