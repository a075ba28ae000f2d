import assert from 'node:assert/strict';
import { decodeImageBytes } from '../../src/model/image/decodeImage';

interface Bmp {
  readonly width: number;
  /** Negative: the first row is the top one. */
  readonly height: number;
  readonly bits: number;
  readonly headerBytes?: number;
  readonly compression?: number;
  readonly masks?: readonly number[];
  readonly palette?: readonly (readonly [number, number, number])[];
  /** Bytes between the headers and the pixels. */
  readonly gap?: number;
  readonly pixels: readonly number[];
}

const V4 = 108;
const BIT_FIELDS = 3;
const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const WHITE = [255, 255, 255];

/** Two rows of two pixels, with the padding that rows have in the file; blue, green, red. */
const TOP = [...[0, 0, 255], ...[0, 255, 0], 0, 0];
const BOTTOM = [...[255, 0, 0], ...[255, 255, 255], 0, 0];

describe('BMP', () => {
  // What Pillow writes is checked with the other formats; here is what it does not write.
  it('reads rows from the bottom, and from the top if the height is negative', async () => {
    const up = { width: 2, height: 2, bits: 24, pixels: [...BOTTOM, ...TOP] };
    const down = { width: 2, height: -2, bits: 24, pixels: [...TOP, ...BOTTOM] };
    for (const bmp of [up, down]) assert.deepEqual(await colors(bmp), [RED, GREEN, BLUE, WHITE]);
  });

  it('finds the pixels after a gap', async () => {
    const bmp = { width: 2, height: 2, bits: 24, gap: 6, pixels: [...BOTTOM, ...TOP] };
    assert.deepEqual(await colors(bmp), [RED, GREEN, BLUE, WHITE]);
  });

  it('lays the alpha of a version 4 header on white', async () => {
    const pixels = [...[0, 0, 255, 255], ...[0, 0, 255, 0], ...[0, 0, 255, 51]];
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
    const bmp = { width: 3, height: 1, bits: 32, headerBytes: V4, compression: BIT_FIELDS, masks, pixels };
    assert.deepEqual(await colors(bmp), [RED, WHITE, [255, 204, 204]]);
  });

  it('takes a picture for opaque if its alpha is 0 throughout', async () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
    const pixels = [0, 0, 255, 0, 0, 255, 0, 0];
    const bmp = { width: 2, height: 1, bits: 32, headerBytes: V4, compression: BIT_FIELDS, masks, pixels };
    assert.deepEqual(await colors(bmp), [RED, GREEN]);
  });

  it('follows colour masks in another order', async () => {
    const masks = [0xff, 0xff00, 0xff0000];
    const pixels = [255, 0, 0, 0, 0, 255, 0, 0];
    const bmp = { width: 2, height: 1, bits: 32, compression: BIT_FIELDS, masks, pixels };
    assert.deepEqual(await colors(bmp), [RED, GREEN]);
  });

  it('takes no notice of masks that the header does not announce', async () => {
    const pixels = [0, 0, 255, 7, 0, 255, 0, 9];
    for (const masks of [[], [0xff, 0xff00, 0xff0000, 0xff000000]]) {
      const bmp = { width: 2, height: 1, bits: 32, headerBytes: V4, masks, pixels };
      assert.deepEqual(await colors(bmp), [RED, GREEN]);
    }
  });

  it('follows a palette of 4 bits, and of fewer colours than possible', async () => {
    const palette = [RED, GREEN, BLUE, WHITE] as unknown as Bmp['palette'];
    const four = { width: 4, height: 1, bits: 4, palette: palette!, pixels: [0x01, 0x23, 0, 0] };
    assert.deepEqual(await colors(four), [RED, GREEN, BLUE, WHITE]);
    const eight = { width: 3, height: 1, bits: 8, palette: palette!, pixels: [3, 0, 2, 0] };
    assert.deepEqual(await colors(eight), [WHITE, RED, BLUE]);
  });

  const refused: Record<string, Bmp> = {
    'run lengths': {
      width: 4,
      height: 1,
      bits: 8,
      compression: 1,
      palette: [[1, 2, 3]],
      pixels: [4, 0, 0, 1],
    },
    '16 bits': { width: 2, height: 1, bits: 16, pixels: [0, 0, 0, 0] },
    'an odd width at 4 bits': { width: 3, height: 1, bits: 4, palette: [[1, 2, 3]], pixels: [0, 0, 0, 0] },
    'masks of 10 bits': {
      width: 1,
      height: 1,
      bits: 32,
      compression: BIT_FIELDS,
      masks: [0x3ff00000, 0xffc00, 0x3ff],
      pixels: [0, 0, 0, 0],
    },
    'the header of OS/2': {
      width: 2,
      height: 1,
      bits: 24,
      headerBytes: 12,
      pixels: [0, 0, 0, 0, 0, 0, 0, 0],
    },
  };
  for (const [what, bmp] of Object.entries(refused)) {
    it(`refuses ${what} instead of showing wrong colours`, async () => {
      await assert.rejects(colors(bmp), { code: 'image-unsupported', message: /test\.bmp.*Save it as/ });
    });
  }

  it('refuses a pixel without a colour', async () => {
    const bmp: Bmp = { width: 2, height: 1, bits: 4, palette: [[1, 2, 3]], pixels: [0x0f, 0, 0, 0] };
    await assert.rejects(colors(bmp), { code: 'image-unreadable', message: /palette/ });
  });

  it('refuses what ends too early, and palettes longer than the file', async () => {
    const whole = encode({ width: 2, height: 2, bits: 24, pixels: [...BOTTOM, ...TOP] });
    for (let length = 20; length < whole.length; length++) {
      await assert.rejects(decodeImageBytes(whole.subarray(0, length), 'test.bmp'), {
        code: 'image-unreadable',
      });
    }
    whole.writeUInt32LE(0xffffffff, 46);
    await assert.rejects(decodeImageBytes(whole, 'test.bmp'), { code: 'image-unreadable' });
  });

  it('refuses sizes that the file does not have room for, without reserving memory for them', async () => {
    const bmp = encode({ width: 2, height: 2, bits: 24, pixels: [...BOTTOM, ...TOP] });
    bmp.writeInt32LE(16000, 18);
    bmp.writeInt32LE(16000, 22);
    await assert.rejects(decodeImageBytes(bmp, 'test.bmp'), { code: 'image-unreadable' });
    bmp.writeInt32LE(60000, 18);
    bmp.writeInt32LE(60000, 22);
    await assert.rejects(decodeImageBytes(bmp, 'test.bmp'), { code: 'image-too-large' });
    bmp.writeInt32LE(-5, 18);
    await assert.rejects(decodeImageBytes(bmp, 'test.bmp'), { code: 'image-unreadable' });
  });
});

async function colors(bmp: Bmp): Promise<number[][]> {
  const { picture, format } = await decodeImageBytes(encode(bmp), 'test.bmp');
  assert.equal(format, 'bmp');
  assert.deepEqual([picture.width, picture.height], [bmp.width, Math.abs(bmp.height)]);
  return Array.from({ length: picture.data.length / 3 }, (_, i) => [
    ...picture.data.subarray(3 * i, 3 * i + 3),
  ]);
}

/** Windows' BITMAPFILEHEADER, BITMAPINFOHEADER or BITMAPV4HEADER, masks, palette, gap, pixels. */
function encode(bmp: Bmp): Buffer {
  const { headerBytes = 40, masks = [], palette = [], gap = 0 } = bmp;
  const extra = headerBytes > 40 ? 0 : 4 * masks.length;
  const pixelsAt = 14 + headerBytes + extra + 4 * palette.length + gap;
  const head = Buffer.alloc(Math.max(pixelsAt, 54), 0xee).fill(0, 0, Math.max(pixelsAt - gap, 54));
  head.write('BM', 'latin1');
  head.writeUInt32LE(pixelsAt + bmp.pixels.length, 2);
  head.writeUInt32LE(pixelsAt, 10);
  head.writeUInt32LE(headerBytes, 14);
  head.writeInt32LE(bmp.width, 18);
  head.writeInt32LE(bmp.height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bmp.bits, 28);
  head.writeUInt32LE(bmp.compression ?? 0, 30);
  head.writeUInt32LE(palette.length, 46);
  masks.forEach((mask, i) => head.writeUInt32LE(mask, 54 + 4 * i));
  palette.forEach(([red, green, blue], i) => {
    head.set([blue, green, red, 0], 14 + headerBytes + extra + 4 * i);
  });
  return Buffer.concat([head, Buffer.from(bmp.pixels)]);
}
