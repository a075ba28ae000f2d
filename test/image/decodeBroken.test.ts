import assert from 'node:assert/strict';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { decodeImage, decodeImageBytes } from '../../src/model/image/decodeImage';
import { fileError } from '../../src/model/image/readImageFile';
import { XceptionError, type ErrorCode } from '../../src/shared/xceptionError';
import { pictureFile } from './expectedPictures';

describe('decodeImage of what is no whole picture', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'xception-broken-'));
  });

  after(() => rm(folder, { recursive: true }));

  async function failure(file: string, code: ErrorCode): Promise<string> {
    const error: unknown = await decodeImage(file).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof XceptionError, `${file} was decoded`);
    assert.equal(error.code, code, error.message);
    assert.ok(error.message.includes(file), error.message);
    return error.message;
  }

  async function written(name: string, content: string | Uint8Array): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  }

  it('says that a file is missing', async () => {
    assert.match(await failure(path.join(folder, 'none.jpg'), 'file-missing'), /does not exist/);
    const below = path.join(await written('file.txt', 'text'), 'none.jpg');
    await failure(below, 'file-missing');
  });

  it('says that a folder is a folder', async () => {
    const below = path.join(folder, 'folder.jpg');
    await mkdir(below);
    assert.match(await failure(below, 'file-unreadable'), /is a folder/);
  });

  it('says that a file is empty', async () => {
    assert.match(await failure(await written('empty.jpg', ''), 'image-unreadable'), /empty \(0 bytes\)/);
  });

  it('says that text is no picture, whatever its name', async () => {
    for (const text of [
      'hello\n',
      '<html><svg></svg></html>',
      'BM is no bitmap',
      '<!-- never closed',
      '<?xml',
      '\xff',
    ]) {
      assert.match(await failure(await written('text.jpg', text), 'image-unreadable'), /not a picture/);
    }
  });

  for (const [name, head] of Object.entries({
    HEIC: '\0\0\0\x18ftypheic\0\0\0\0mif1heic',
    'HEIC by its compatible brands': '\0\0\0\x18ftypmif1\0\0\0\0mif1heix',
    'JPEG XL': '\xff\x0a\0\0',
    'JPEG 2000': '\0\0\0\x0cjP  \r\n\x87\n',
    Photoshop: '8BPS\0\x01',
    PDF: '%PDF-1.7',
    ICO: '\0\0\x01\0\x01\0',
    video: '\0\0\0\x18ftypisom\0\0\0\0isomiso2',
  })) {
    it(`names ${name} and says what to do`, async () => {
      const file = await written('foreign.jpg', Buffer.from(head.padEnd(200, '\0'), 'latin1'));
      const message = await failure(file, 'image-unsupported');
      assert.ok(message.includes(name.split(' by ')[0]!), message);
      assert.match(message, /Convert it to JPEG or PNG/);
    });
  }

  for (const name of [
    'photo.jpg',
    'progressive.jpg',
    'noise.png',
    'palette.gif',
    'lossy.webp',
    'lzw.tif',
    '24.bmp',
  ]) {
    it(`refuses ${name} when it is cut off, wherever that is`, async () => {
      const whole = await readFile(pictureFile(name));
      for (const share of [0.97, 0.6, 0.2]) {
        const file = await written(name, whole.subarray(0, Math.floor(whole.length * share)));
        assert.match(await failure(file, 'image-unreadable'), /damaged or incomplete/);
      }
    });
  }

  it('refuses a PNG with a flipped bit', async () => {
    const bytes = await readFile(pictureFile('noise.png'));
    bytes[9000]! ^= 0x10;
    await failure(await written('flipped.png', bytes), 'image-unreadable');
  });

  it('accepts stray bytes between the parts of a JPEG and after its end, as Pillow does', async () => {
    const bytes = await readFile(pictureFile('420.jpg'));
    const tables = bytes.indexOf(Buffer.from([0xff, 0xdb]));
    const stray = Buffer.concat([bytes.subarray(0, tables), Buffer.from([1, 2, 3]), bytes.subarray(tables)]);
    const plain = await decodeImageBytes(bytes, 'plain.jpg');
    for (const variant of [stray, Buffer.concat([bytes, Buffer.alloc(99, 7)])]) {
      assert.deepEqual((await decodeImageBytes(variant, 'stray.jpg')).picture, plain.picture);
    }
  });

  it('refuses a picture that declares too many pixels, before decoding any', async () => {
    const bomb = await readFile(pictureFile('noise.png'));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    const message = await failure(await written('bomb.png', bomb), 'image-too-large');
    assert.match(message, /60000 × 60000 pixels \(3600 million\).*limit of 268 million/);
  });

  it("keeps the caller's limit on pixels", async () => {
    const file = pictureFile('noise.png');
    await assert.rejects(decodeImage(file, { maxPixels: 97 * 61 - 1 }), { code: 'image-too-large' });
    assert.equal((await decodeImage(file, { maxPixels: 97 * 61 })).width, 97);
  });

  it('refuses a file above 512 MB without reading it', async () => {
    const file = path.join(folder, 'large.jpg');
    const handle = await open(file, 'w');
    await handle.truncate(512 * 1024 * 1024 + 1);
    await handle.close();
    assert.match(await failure(file, 'image-too-large'), /513 MB.*512 MB/);
  });

  it('refuses samples that are no bytes', async () => {
    // A float TIFF: one grey pixel of 32 bits (TIFF 6.0, SampleFormat 3).
    const entries = [
      [256, 3, 1],
      [257, 3, 1],
      [258, 3, 32],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, 134],
      [277, 3, 1],
      [278, 3, 1],
      [279, 4, 4],
      [339, 3, 3],
    ] as const;
    const bytes = Buffer.alloc(138);
    bytes.write('II*\0', 'latin1');
    bytes.writeUInt32LE(8, 4);
    bytes.writeUInt16LE(entries.length, 8);
    entries.forEach(([tag, type, value], i) => {
      bytes.writeUInt16LE(tag, 10 + 12 * i);
      bytes.writeUInt16LE(type, 12 + 12 * i);
      bytes.writeUInt32LE(1, 14 + 12 * i);
      bytes.writeUInt32LE(value, 18 + 12 * i);
    });
    bytes.writeFloatLE(0.5, 134);
    assert.match(
      await failure(await written('float.tif', bytes), 'image-unsupported'),
      /samples of type float/,
    );
  });

  it('says what the operating system said, and what to do about it', () => {
    const codes = {
      EACCES: 'file-unreadable',
      EPERM: 'file-unreadable',
      ENOENT: 'file-missing',
      EIO: 'file-unreadable',
    };
    for (const [code, expected] of Object.entries(codes)) {
      const error = fileError('a.jpg', Object.assign(new Error(`${code}: it failed`), { code }));
      assert.equal(error.code, expected);
      assert.match(error.message, /^"a\.jpg" .*\. (Change|Check) /);
    }
  });
});
