import type { DecodedImage } from './decodeImage';
import type { ImageFormat } from './imageFormat';
import { decodingError, openWithSharp } from './openWithSharp';
import { CHANNELS } from './picture';

/**
 * Decodes any format that sharp reads. sharp decodes, turns and flattens only: its resizing is not Pillow's.
 *
 * @throws XceptionError `image-unreadable`, `image-unsupported`, `image-too-large`, `native-missing`
 */
export async function decodeWithSharp(
  bytes: Uint8Array,
  name: string,
  format: ImageFormat,
  maxPixels: number,
): Promise<DecodedImage> {
  const { pipeline, ...facts } = await openWithSharp(bytes, name, format, maxPixels);
  try {
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    if (channels !== CHANNELS) throw new Error(`it has ${channels} channels instead of ${CHANNELS}`);
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
    return { ...facts, format, picture: { width, height, data: pixels } };
  } catch (thrown) {
    throw decodingError(name, format, thrown);
  }
}
