import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { decodeImage, decodeImageBytes } from '../../src/model/image/decodeImage';
import { loadSharp, setDecodingThreads } from '../../src/model/image/loadSharp';
import { expected, openPicture, pictureFile, sha256 } from './expectedPictures';

describe('decodeImage', () => {
  for (const { file, width, height, sha256: hash } of expected.decoded) {
    it(`decodes ${file} to the pixels that Pillow gives, bit for bit`, async () => {
      const decoded = await decodeImage(pictureFile(file));
      assert.deepEqual([decoded.picture.width, decoded.picture.height], [width, height]);
      assert.deepEqual([decoded.width, decoded.height], [width, height]);
      assert.equal(decoded.picture.data.length, width * height * 3);
      assert.equal(sha256(decoded.picture.data), hash);
    });
  }

  it('says which format, how many frames and whether there was transparency', async () => {
    const facts = async (name: string): Promise<unknown> => {
      const { format, frames, alpha, oriented } = await decodeImage(pictureFile(name));
      return { format, frames, alpha, oriented };
    };
    const plain = { frames: 1, alpha: false, oriented: false };
    assert.deepEqual(await facts('photo.jpg'), { ...plain, format: 'jpeg' });
    assert.deepEqual(await facts('palette.gif'), { ...plain, format: 'gif' });
    assert.deepEqual(await facts('lzw.tif'), { ...plain, format: 'tiff' });
    assert.deepEqual(await facts('lossy.webp'), { ...plain, format: 'webp' });
    assert.deepEqual(await facts('8palette.bmp'), { ...plain, format: 'bmp' });
    assert.deepEqual(await facts('alpha.png'), { ...plain, alpha: true, format: 'png' });
  });

  it('lays transparency on white', async () => {
    // alpha.png is the picture of 32.bmp with an alpha of 7 times the column.
    const opaque = await openPicture('32.bmp');
    const { picture } = await decodeImage(pictureFile('alpha.png'));
    picture.data.forEach((value, i) => {
      const alpha = (Math.floor(i / 3) % picture.width) * 7;
      const wanted = (opaque.data[i]! * alpha + 255 * (255 - alpha)) / 255;
      assert.ok(Math.abs(value - wanted) <= 1, `value ${i}: ${value} instead of ${wanted}`);
    });
  });

  it('keeps the high byte of 16-bit greys', async () => {
    const { picture } = await decodeImage(pictureFile('grey16.png'));
    for (let i = 0; i < 33 * 17; i++) {
      const byte = (i * 116) >> 8;
      assert.deepEqual([...picture.data.subarray(3 * i, 3 * i + 3)], [byte, byte, byte]);
    }
  });

  it('keeps the high byte of 16-bit colours', async () => {
    const samples = Uint16Array.from({ length: 20 * 10 * 3 }, (_, i) => (i * 977) % 65536);
    const png = await sharp(samples, { raw: { width: 20, height: 10, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    assert.equal((await sharp(png).metadata()).depth, 'ushort');
    const { picture } = await decodeImageBytes(png, 'colours.png');
    assert.deepEqual(
      Array.from(picture.data),
      Array.from(samples, (sample) => sample >> 8),
    );
  });

  it('turns inks into light: white paper is white, black ink dark, colours keep their place', async () => {
    const rgb = await openPicture('lossless.webp');
    const { picture, alpha } = await decodeImage(pictureFile('cmyk.jpg'));
    assert.equal(alpha, false);
    assert.ok(correlation(picture.data, rgb.data) > 0.9);
    const inks = async (cyan: number, magenta: number, yellow: number, black: number): Promise<number[]> => {
      const ink = Buffer.alloc(16 * 16 * 4);
      for (let i = 0; i < ink.length; i += 4) ink.set([cyan, magenta, yellow, black], i);
      return [...(await decodeImageBytes(cmykTiff(ink, 16, 16), 'inks.tif')).picture.data.subarray(0, 3)];
    };
    assert.deepEqual(await inks(0, 0, 0, 0), [255, 255, 255]);
    assert.ok(Math.max(...(await inks(0, 0, 0, 255))) < 60);
    const [red, green, blue] = await inks(0, 255, 255, 0);
    assert.ok(red! > 200 && green! < 60 && blue! < 60);
  });

  it('ignores the colour profile of an RGB picture, as Keras does', async () => {
    const source = sharp(pictureFile('photo.jpg'));
    const tagged = await source
      .withIccProfile('p3')
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer();
    assert.ok((await sharp(tagged).metadata()).icc);
    const bare = withoutProfile(tagged);
    assert.equal((await sharp(bare).metadata()).icc, undefined);
    const { picture } = await decodeImageBytes(tagged, 'tagged.jpg');
    assert.equal(sha256(picture.data), sha256((await decodeImageBytes(bare, 'bare.jpg')).picture.data));
    // With its profile applied, the picture would be another one.
    const managed = await sharp(tagged).raw().toBuffer();
    assert.notEqual(sha256(managed), sha256(picture.data));
  });

  it('decodes the first frame of an animation', async () => {
    const frames = Buffer.concat([Buffer.alloc(12 * 8 * 3, 200), Buffer.alloc(12 * 8 * 3, 10)]);
    const raw = { width: 12, height: 16, channels: 3, pageHeight: 8 } as const;
    for (const format of ['gif', 'webp'] as const) {
      const bytes = await sharp(frames, { raw }).toFormat(format, { lossless: true }).toBuffer();
      const decoded = await decodeImageBytes(bytes, `moving.${format}`);
      assert.equal(decoded.frames, 2, format);
      assert.deepEqual([decoded.picture.width, decoded.picture.height], [12, 8]);
      assert.ok(
        decoded.picture.data.every((value) => Math.abs(value - 200) < 8),
        format,
      );
    }
  });

  it('decodes AVIF', async () => {
    const bytes = await sharp(pictureFile('photo.jpg')).avif({ quality: 80, effort: 2 }).toBuffer();
    const decoded = await decodeImageBytes(bytes, 'photo.avif');
    assert.equal(decoded.format, 'avif');
    assert.ok(correlation(decoded.picture.data, (await openPicture('photo.jpg')).data) > 0.99);
  });

  it('goes by content, not by name', async () => {
    const png = await readFile(pictureFile('noise.png'));
    assert.equal((await decodeImageBytes(png, 'holiday.jpg')).format, 'png');
  });

  it('uses as many threads as it is told to', async () => {
    const library = await loadSharp();
    const before = library.concurrency();
    await setDecodingThreads(1);
    assert.equal(library.concurrency(), 1);
    assert.equal((await decodeImage(pictureFile('photo.jpg'))).picture.width, 403);
    await setDecodingThreads(before);
  });

  it('keeps no cache of pictures', async () => {
    const library = await loadSharp();
    for (let i = 0; i < 20; i++) await decodeImage(pictureFile('photo.jpg'));
    const { items, memory } = library.cache();
    assert.equal(items.max, 0);
    assert.equal(memory.max, 0);
  });
});

/** Pearson's coefficient. */
function correlation(a: Uint8Array, b: Uint8Array): number {
  assert.equal(a.length, b.length);
  const mean = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanA = mean(a);
  const meanB = mean(b);
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  a.forEach((value, i) => {
    const fromA = value - meanA;
    const fromB = b[i]! - meanB;
    both += fromA * fromB;
    squaresA += fromA ** 2;
    squaresB += fromB ** 2;
  });
  return both / Math.sqrt(squaresA * squaresB);
}

/** A JPEG without its APP2 segments, which hold the colour profile. */
function withoutProfile(jpeg: Buffer): Buffer {
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (jpeg[at + 1] !== 0xe2) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, jpeg.subarray(at)]);
}

/** An uncompressed TIFF of ink amounts `[height, width, 4]` (TIFF 6.0: photometric interpretation 5, "separated"). */
function cmykTiff(inks: Buffer, width: number, height: number): Buffer {
  const entries: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, 3, 1, width],
    [257, 3, 1, height],
    [258, 3, 4, 8 + 2 + 10 * 12 + 4],
    [259, 3, 1, 1],
    [262, 3, 1, 5],
    [273, 4, 1, 8 + 2 + 10 * 12 + 4 + 8],
    [277, 3, 1, 4],
    [278, 3, 1, height],
    [279, 4, 1, inks.length],
    [284, 3, 1, 1],
  ];
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4 + 8);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + 12 * i;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  });
  for (let i = 0; i < 4; i++) head.writeUInt16LE(8, head.length - 8 + 2 * i);
  return Buffer.concat([head, inks]);
}
