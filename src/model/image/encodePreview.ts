import type { Sharp as Pipeline } from 'sharp';
import { decodeBmp } from './decodeBmp';
import { DEFAULT_MAX_PIXELS, formatOf } from './decodeImage';
import { loadSharp } from './loadSharp';
import { decodingError, openWithSharp } from './openWithSharp';
import { CHANNELS, type Picture } from './picture';
import { readImageFile } from './readImageFile';

/** A small copy of a picture, for a panel. */
export interface Preview {
  readonly bytes: Uint8Array;
  readonly mime: 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** Fine enough for eyes; the network never sees a preview. */
const JPEG_QUALITY = 85;

/**
 * A copy of a picture for showing, upright and on white like the decoded one, with no side longer than `maxSide` pixels
 * and never enlarged. Large JPEGs are not decoded at full size for it, which makes it several times faster than decoding.
 *
 * @throws XceptionError as `decodeImage` does
 */
export async function encodePreview(file: string, options: { readonly maxSide: number }): Promise<Preview> {
  const bytes = await readImageFile(file);
  const format = formatOf(bytes, file);
  const pipeline =
    format === 'bmp'
      ? await fromPixels(decodeBmp(bytes, file, DEFAULT_MAX_PIXELS).picture)
      : (await openWithSharp(bytes, file, format, DEFAULT_MAX_PIXELS)).pipeline;
  try {
    const { data, info } = await pipeline
      .resize({ width: options.maxSide, height: options.maxSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, mime: 'image/jpeg', width: info.width, height: info.height };
  } catch (thrown) {
    throw decodingError(file, format, thrown);
  }
}

/**
 * Pixels `[height, width, 3]` as a PNG, without loss: what the network saw, for showing or saving.
 *
 * @throws XceptionError `native-missing`
 */
export async function encodePixels(pixels: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  return (await fromPixels({ data: pixels, width, height })).png().toBuffer();
}

async function fromPixels({ data, width, height }: Picture): Promise<Pipeline> {
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels: CHANNELS } });
}
