import { normalizePixels } from '../image/normalize';

/**
 * A picture by formula, `[side, side, 3]` bytes: what the stored outputs of Keras and PyTorch were computed from. Value
 * at column x, row y, channel c: `(7x + 13y + 61c + ((xy) >> 5)·(c + 1)) & 255`.
 */
export function syntheticImage(side = 299): Uint8Array {
  const pixels = new Uint8Array(side * side * 3);
  let at = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      for (let c = 0; c < 3; c++) pixels[at++] = (7 * x + 13 * y + 61 * c + ((x * y) >> 5) * (c + 1)) & 255;
    }
  }
  return pixels;
}

/** Keras' mode "tf": `x / 127.5 - 1`, each step rounded to float32. */
export function scaleToUnit(pixels: Uint8Array): Float32Array {
  return normalizePixels(pixels, { kind: 'tf' });
}
