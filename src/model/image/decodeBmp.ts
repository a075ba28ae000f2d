import { decode } from 'bmp-ts';
import type { DecodedImage } from './decodeImage';
import { damagedPicture, tooManyPixels, unsupportedPicture } from './imageErrors';
import { CHANNELS } from './picture';

/** What a bitmap's headers say (Windows GDI: BITMAPFILEHEADER, BITMAPINFOHEADER and its later versions). */
interface BmpHeader {
  readonly headerBytes: number;
  readonly width: number;
  /** Negative where the rows come from top to bottom. */
  readonly height: number;
  readonly bits: number;
  readonly compression: number;
  /** Where the pixels start, as the file says. */
  readonly pixelsAt: number;
  /** Where headers, colour masks and palette end. */
  readonly headersEnd: number;
  /** Red, green, blue, alpha; alpha is 0 where there is none. Of meaning for 32 bits. */
  readonly masks: readonly number[];
}

const NO_COMPRESSION = 0;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;
const INFO_HEADER = 40;
const KNOWN_HEADERS = [INFO_HEADER, 56, 108, 124];
const DEFAULT_MASKS = [0x00ff0000, 0x0000ff00, 0x000000ff, 0];

/**
 * Decodes the bitmaps that programs write today: 1, 4 and 8 bits with a palette, 24 bits, 32 bits with or without alpha.
 * libvips reads no BMP, so bmp-ts does. What bmp-ts is known to get wrong (run lengths, 16 bits, odd widths at 4 bits, a
 * gap before the pixels) is refused or put right here, so that no picture comes out with false colours.
 *
 * @throws XceptionError `image-unreadable`, `image-unsupported`, `image-too-large`
 */
export function decodeBmp(bytes: Uint8Array, name: string, maxPixels: number): DecodedImage {
  const header = readHeader(bytes, name);
  const height = Math.abs(header.height);
  const { width, bits } = header;
  if (width * height > maxPixels) throw tooManyPixels(name, width, height, maxPixels);
  const variety = unsupportedVariety(header);
  if (variety !== undefined) throw unsupportedPicture(name, `a BMP picture ${variety}`);
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (width <= 0 || height === 0) throw damagedPicture(name, 'bmp', 'it has no pixels');
  if (header.pixelsAt < header.headersEnd || header.pixelsAt + stride * height > bytes.length) {
    throw damagedPicture(name, 'bmp', 'the file ends before the last pixel');
  }
  // bmp-ts takes the pixels to follow the headers at once, which a file need not do.
  const compact = Buffer.concat([bytes.subarray(0, header.headersEnd), bytes.subarray(header.pixelsAt)]);
  // Masks count only where the header says so; bmp-ts takes those of a later header in any case.
  if (header.headerBytes > INFO_HEADER)
    header.masks.forEach((mask, i) => compact.writeUInt32LE(mask, 54 + 4 * i));
  const abgr = decodePixels(compact, name);
  const alpha = bits === 32 && header.masks[3] !== 0 && hasVisiblePixel(abgr);
  const data = new Uint8Array(width * height * CHANNELS);
  for (let from = 0, to = 0; to < data.length; from += 4, to += CHANNELS) {
    const opacity = alpha ? (abgr[from] ?? 0) : 255;
    data[to] = onWhite(abgr[from + 3] ?? 0, opacity);
    data[to + 1] = onWhite(abgr[from + 2] ?? 0, opacity);
    data[to + 2] = onWhite(abgr[from + 1] ?? 0, opacity);
  }
  return {
    picture: { width, height, data },
    format: 'bmp',
    width,
    height,
    oriented: false,
    frames: 1,
    alpha,
  };
}

/** Four bytes for each pixel: alpha, blue, green, red. */
function decodePixels(compact: Buffer, name: string): Uint8Array {
  try {
    return decode(compact).data;
  } catch (thrown) {
    throw damagedPicture(name, 'bmp', 'a pixel has no place in the palette', thrown);
  }
}

function readHeader(bytes: Uint8Array, name: string): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const headerBytes = view.getUint32(14, true);
    if (!KNOWN_HEADERS.includes(headerBytes)) {
      throw unsupportedPicture(name, `a BMP picture with a header of ${headerBytes} bytes`);
    }
    const bits = view.getUint16(28, true);
    const compression = view.getUint32(30, true);
    const maskBytes = headerBytes > INFO_HEADER ? 0 : maskBytesAfter(compression);
    const masked = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
    const mask = (index: number): number =>
      masked && (index < 3 || maskBytes !== 12) ? view.getUint32(54 + 4 * index, true) : 0;
    const declaredColors = view.getUint32(46, true);
    const colors = declaredColors === 0 && bits <= 8 ? 2 ** bits : declaredColors;
    return {
      headerBytes,
      width: view.getInt32(18, true),
      height: view.getInt32(22, true),
      bits,
      compression,
      pixelsAt: view.getUint32(10, true),
      headersEnd: 14 + headerBytes + maskBytes + colors * 4,
      masks: masked ? [0, 1, 2, 3].map(mask) : DEFAULT_MASKS,
    };
  } catch (thrown) {
    if (thrown instanceof RangeError)
      throw damagedPicture(name, 'bmp', 'the file ends in its header', thrown);
    throw thrown;
  }
}

/** In the oldest header the masks follow it; in later ones they are part of it. */
function maskBytesAfter(compression: number): number {
  if (compression === BIT_FIELDS) return 12;
  return compression === ALPHA_BIT_FIELDS ? 16 : 0;
}

function unsupportedVariety({ width, bits, compression, masks }: BmpHeader): string | undefined {
  const plain = compression === NO_COMPRESSION;
  if (bits === 32 && (plain || compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS)) {
    const whole = masks.every((mask, index) => isByte(mask) || (index === 3 && mask === 0));
    return whole ? undefined : 'with unusual colour masks';
  }
  if (!plain) return `with compression ${compression}`;
  if (bits === 4 && width % 2 === 1) return 'with 4 bits per pixel and an odd width';
  return [1, 4, 8, 24].includes(bits) ? undefined : `with ${bits} bits per pixel`;
}

function isByte(mask: number): boolean {
  return [0xff, 0xff00, 0xff0000, 0xff000000].includes(mask);
}

/** Some programs leave the alpha of opaque pictures at 0 throughout. */
function hasVisiblePixel(abgr: Uint8Array): boolean {
  for (let i = 0; i < abgr.length; i += 4) if (abgr[i] !== 0) return true;
  return false;
}

function onWhite(value: number, opacity: number): number {
  return Math.floor((value * opacity + 255 * (255 - opacity)) / 255);
}
