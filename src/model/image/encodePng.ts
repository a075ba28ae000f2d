import type { EncodedImage } from '../../shared/workerProtocol';
import { loadSharp } from './loadSharp';

/** Pixels `[height, width, channels]`: grey, RGB or RGBA. */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

/** zlib's level: somebody waits for these pictures, and higher ones hardly make them smaller. */
const EFFORT = 1;

/**
 * Pixels as a PNG, without loss.
 *
 * @throws XceptionError `native-missing`
 */
export async function encodePng({ data, width, height, channels }: Raster): Promise<EncodedImage> {
  const sharp = await loadSharp();
  const bytes = await sharp(data, { raw: { width, height, channels } })
    .png({ compressionLevel: EFFORT })
    .toBuffer();
  return { bytes, mime: 'image/png', width, height };
}
