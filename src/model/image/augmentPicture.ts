import { loadSharp } from './loadSharp';
import { CHANNELS, type Picture } from './picture';

/** A change that leaves what is on a picture as it is: another look at the same thing, to learn from. */
export interface PictureAugmentation {
  readonly flip: boolean;
  /** The part that is kept, in shares of the sides. */
  readonly crop?: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Factors; 1 changes nothing. */
  readonly brightness?: number;
  readonly saturation?: number;
  readonly contrast?: number;
}

/** Changes a decoded picture. @throws XceptionError `native-missing` */
export async function augmentPicture(picture: Picture, change: PictureAugmentation): Promise<Picture> {
  const sharp = await loadSharp();
  const { width, height, data } = picture;
  const { flip, crop, brightness = 1, saturation = 1, contrast = 1 } = change;
  let pipeline = sharp(data, { raw: { width, height, channels: CHANNELS } });
  if (crop) pipeline = pipeline.extract(pixelsOf(crop, width, height));
  if (flip) pipeline = pipeline.flop();
  if (brightness !== 1 || saturation !== 1) pipeline = pipeline.modulate({ brightness, saturation });
  // About the middle grey, which stays.
  if (contrast !== 1) pipeline = pipeline.linear(contrast, 128 * (1 - contrast));
  const result = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const { buffer, byteOffset, length } = result.data;
  return {
    width: result.info.width,
    height: result.info.height,
    data: new Uint8Array(buffer, byteOffset, length),
  };
}

function pixelsOf(
  crop: NonNullable<PictureAugmentation['crop']>,
  width: number,
  height: number,
): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  const along = (start: number, share: number, side: number): readonly [number, number] => {
    const size = Math.min(side, Math.max(1, Math.round(share * side)));
    return [Math.min(Math.round(start * side), side - size), size];
  };
  const [left, across] = along(crop.left, crop.width, width);
  const [top, down] = along(crop.top, crop.height, height);
  return { left, top, width: across, height: down };
}
