import { XceptionError } from '../../shared/xceptionError';
import { decodeBmp } from './decodeBmp';
import { decodeWithSharp } from './decodeWithSharp';
import { sniffFormat, type ImageFormat } from './imageFormat';
import type { Picture } from './picture';
import { readImageFile } from './readImageFile';

export interface DecodeOptions {
  /** Pictures with more pixels are refused before any is decoded; 2^28 (268 million) by default. */
  readonly maxPixels?: number;
}

/** A picture and what its file said of it. */
export interface DecodedImage {
  /** Upright, opaque, 8-bit sRGB. */
  readonly picture: Picture;
  readonly format: ImageFormat;
  /** Size as stored in the file, before its orientation is applied; of a drawing, as rendered. */
  readonly width: number;
  readonly height: number;
  /** Whether the file asked to be turned or mirrored (EXIF orientation) and the picture was. */
  readonly oriented: boolean;
  /** Frames or pages in the file; the first one is decoded. */
  readonly frames: number;
  /** Whether the file has transparency, which is laid on white. */
  readonly alpha: boolean;
}

export const DEFAULT_MAX_PIXELS = 2 ** 28;

/**
 * Decodes a picture file: JPEG, PNG, WebP, GIF, AVIF, TIFF, SVG or BMP, told apart by content.
 *
 * The pixels of a plain picture are those that Keras gets from Pillow, bit for bit (libjpeg-turbo, libpng, libwebp and
 * libtiff are the same in both). On purpose, this departs from Pillow's `open(…).convert('RGB')` where that loses or
 * falsifies what a person sees:
 *
 * - EXIF orientation is applied; Pillow leaves it to the caller, and Keras does not ask.
 * - Transparency is laid on white; Pillow drops it and shows whatever colour lies under transparent pixels.
 * - 16-bit greys keep their high byte; Pillow clips them to 255, which turns most of the picture white.
 * - CMYK goes through a colour profile (the file's, or libvips' own); Pillow subtracts, which gives garish colours.
 *
 * It does not depart for the colour profiles of RGB and grey pictures: like Keras, it ignores them, because networks
 * were trained on pictures read that way.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`, `image-unreadable` (empty, damaged or not a picture),
 * `image-unsupported` (a format that is known but not decoded), `image-too-large`, `native-missing`
 */
export async function decodeImage(file: string, options: DecodeOptions = {}): Promise<DecodedImage> {
  return decodeImageBytes(await readImageFile(file), file, options);
}

/**
 * As {@link decodeImage}, for bytes that are already in memory. `name` stands for them in error messages.
 *
 * @throws XceptionError as {@link decodeImage}
 */
export async function decodeImageBytes(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
): Promise<DecodedImage> {
  const format = formatOf(bytes, name);
  const maxPixels = options.maxPixels ?? DEFAULT_MAX_PIXELS;
  return format === 'bmp'
    ? decodeBmp(bytes, name, maxPixels)
    : decodeWithSharp(bytes, name, format, maxPixels);
}

/**
 * The format of a picture's content.
 *
 * @throws XceptionError `image-unreadable` for nothing and for what is no picture, `image-unsupported`
 */
export function formatOf(bytes: Uint8Array, name: string): ImageFormat {
  if (bytes.length === 0) {
    throw new XceptionError('image-unreadable', `"${name}" is empty (0 bytes). Copy or download it again.`);
  }
  const sniffed = sniffFormat(bytes);
  if (sniffed.kind === 'picture') return sniffed.format;
  if (sniffed.kind === 'foreign') {
    throw new XceptionError(
      'image-unsupported',
      `"${name}" is ${sniffed.name} by its content, which cannot be decoded here. Convert it to JPEG or PNG first.`,
    );
  }
  throw new XceptionError(
    'image-unreadable',
    `"${name}" is not a picture: its content is none of JPEG, PNG, WebP, GIF, AVIF, TIFF, SVG and BMP, ` +
      'whatever its name says. Choose another file, or save the picture again as JPEG or PNG.',
  );
}
