import type { Sharp as Pipeline } from 'sharp';
import { decodeBmp } from './decodeBmp';
import { DEFAULT_MAX_PIXELS, formatOf } from './decodeImage';
import { loadSharp } from './loadSharp';
import { decodingError, openWithSharp } from './openWithSharp';
import { CHANNELS, type Picture } from './picture';
import { readImageFile } from './readImageFile';

/**
 * A picture file's pixels, upright and on white, with no side longer than `maxSide` and never enlarged: what a map of a
 * network is laid over. Large JPEGs are not decoded at full size for it.
 *
 * @throws XceptionError as `decodeImage` does
 */
export async function smallCopy(file: string, maxSide: number): Promise<Picture> {
  const bytes = await readImageFile(file);
  const format = formatOf(bytes, file);
  try {
    const pipeline =
      format === 'bmp'
        ? await fromPixels(decodeBmp(bytes, file, DEFAULT_MAX_PIXELS).picture)
        : (await openWithSharp(bytes, file, format, DEFAULT_MAX_PIXELS)).pipeline;
    const { data, info } = await pipeline
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return {
      width: info.width,
      height: info.height,
      data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    };
  } catch (thrown) {
    throw decodingError(file, format, thrown);
  }
}

async function fromPixels({ data, width, height }: Picture): Promise<Pipeline> {
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels: CHANNELS } });
}
