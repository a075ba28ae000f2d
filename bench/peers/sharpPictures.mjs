import sharp from 'sharp';

const SIDE = 299;

/**
 * A photograph as a Node program usually makes its array: sharp decodes and resizes.
 * @param {string} file
 * @returns {Promise<Float32Array>} `[299, 299, 3]` in -1..1: stretched to the square, nearest pixels
 */
export async function readPicture(file) {
  const bytes = await sharp(file)
    .resize(SIDE, SIDE, { fit: 'fill', kernel: 'nearest', fastShrinkOnLoad: false })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return Float32Array.from(bytes, (value) => value / 127.5 - 1);
}
