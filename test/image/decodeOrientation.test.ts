import assert from 'node:assert/strict';
import sharp from 'sharp';
import { decodeImageBytes } from '../../src/model/image/decodeImage';

const WIDTH = 48;
const HEIGHT = 32;

/** EXIF 2.3, tag 0x0112: where the pixel (x, y) of the upright picture lies in the stored one. */
const STORED: Readonly<Record<number, (x: number, y: number) => readonly [number, number]>> = {
  1: (x, y) => [x, y],
  2: (x, y) => [WIDTH - 1 - x, y],
  3: (x, y) => [WIDTH - 1 - x, HEIGHT - 1 - y],
  4: (x, y) => [x, HEIGHT - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y) => [y, HEIGHT - 1 - x],
  7: (x, y) => [WIDTH - 1 - y, HEIGHT - 1 - x],
  8: (x, y) => [WIDTH - 1 - y, x],
};

describe('EXIF orientation', () => {
  // No two pixels alike, so that a wrong turn or mirror cannot hide.
  const stored = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [(pixel % WIDTH) * 5, Math.floor(pixel / WIDTH) * 7, pixel & 255][i % 3]!;
  });

  for (const [orientation, place] of Object.entries(STORED)) {
    it(`${orientation} is applied exactly`, async () => {
      const bytes = await sharp(stored, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
        .withMetadata({ orientation: Number(orientation) })
        .webp({ lossless: true })
        .toBuffer();
      const decoded = await decodeImageBytes(bytes, 'turned.webp');
      const turned = Number(orientation) >= 5;
      const { width, height, data } = decoded.picture;
      assert.deepEqual([width, height], turned ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]);
      assert.deepEqual([decoded.width, decoded.height], [WIDTH, HEIGHT]);
      assert.equal(decoded.oriented, Number(orientation) > 1);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [fromX, fromY] = place(x, y);
          const at = (y * width + x) * 3;
          const from = (fromY * WIDTH + fromX) * 3;
          assert.deepEqual(data.subarray(at, at + 3), stored.subarray(from, from + 3), `pixel ${x}, ${y}`);
        }
      }
    });
  }
});
