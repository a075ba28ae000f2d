import sharp from 'sharp';
import type { EncodedImage } from '../../../src/shared/workerProtocol';

/** A picture of one colour, as the inference process would send it. */
export async function encodedPicture(side: number): Promise<EncodedImage> {
  const background = { r: 200, g: 90, b: 30 };
  const picture = sharp({ create: { width: side, height: side, channels: 3, background } });
  return {
    bytes: new Uint8Array(await picture.png().toBuffer()),
    mime: 'image/png',
    width: side,
    height: side,
  };
}
