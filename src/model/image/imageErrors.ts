import { XceptionError } from '../../shared/xceptionError';

/** The error for a picture whose header promises more pixels than are allowed. */
export function tooManyPixels(name: string, width: number, height: number, maxPixels: number): XceptionError {
  const megapixels = (pixels: number): string => `${Math.round(pixels / 1e6)} million`;
  return new XceptionError(
    'image-too-large',
    `"${name}" has ${width} × ${height} pixels (${megapixels(width * height)}), above the limit of ` +
      `${megapixels(maxPixels)}. Scale it down first.`,
  );
}

/** The error for a picture that stops or breaks somewhere; `reason` is the decoder's own word. */
export function damagedPicture(name: string, format: string, reason: string, cause?: unknown): XceptionError {
  return new XceptionError(
    'image-unreadable',
    `"${name}" (${format.toUpperCase()}) cannot be decoded: ${reason}. ` +
      'It is damaged or incomplete: copy or download it again.',
    { cause },
  );
}

/** The error for a variety of a known format that is not decoded; `what` names it. */
export function unsupportedPicture(name: string, what: string): XceptionError {
  return new XceptionError(
    'image-unsupported',
    `"${name}" is ${what}, which cannot be decoded here. Save it as an 8-bit JPEG or PNG first.`,
  );
}
