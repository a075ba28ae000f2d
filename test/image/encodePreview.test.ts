import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { decodeImageBytes } from '../../src/model/image/decodeImage';
import { encodePixels, encodePreview } from '../../src/model/image/encodePreview';
import { resizePicture } from '../../src/model/image/resize';
import { openPicture, pictureFile } from './expectedPictures';

describe('encodePreview', () => {
  it('is bounded, keeps the proportions and looks like the picture', async () => {
    const preview = await encodePreview(pictureFile('photo.jpg'), { maxSide: 200 });
    assert.deepEqual([preview.width, preview.height], [200, 150]);
    const { picture, format } = await decodeImageBytes(preview.bytes, 'preview');
    assert.equal(format, 'jpeg');
    assert.equal(preview.mime, 'image/jpeg');
    const wanted = resizePicture(await openPicture('photo.jpg'), 200, 150, 'bilinear');
    const difference = picture.data.reduce((sum, value, i) => sum + Math.abs(value - wanted.data[i]!), 0);
    assert.ok(difference / picture.data.length < 4, `mean difference ${difference / picture.data.length}`);
  });

  it('never enlarges', async () => {
    for (const [name, width, height] of [
      ['noise.png', 97, 61],
      ['24.bmp', 33, 17],
    ] as const) {
      const preview = await encodePreview(pictureFile(name), { maxSide: 500 });
      assert.deepEqual([preview.width, preview.height], [width, height]);
    }
  });

  it('is upright and on white', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'xception-preview-'));
    try {
      const file = path.join(folder, 'turned.webp');
      const clear = sharp({ create: { width: 60, height: 20, channels: 4, background: '#00000000' } });
      await writeFile(file, await clear.withMetadata({ orientation: 6 }).webp().toBuffer());
      const preview = await encodePreview(file, { maxSide: 30 });
      assert.deepEqual([preview.width, preview.height], [10, 30]);
      const { picture } = await decodeImageBytes(preview.bytes, 'preview');
      assert.ok(picture.data.every((value) => value > 250));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('shows drawings and reports what is broken', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'xception-preview-'));
    try {
      const drawing = path.join(folder, 'a.svg');
      await writeFile(drawing, '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>');
      const preview = await encodePreview(drawing, { maxSide: 64 });
      assert.deepEqual([preview.width, preview.height], [64, 32]);
      const broken = path.join(folder, 'a.jpg');
      await writeFile(broken, (await readFile(pictureFile('photo.jpg'))).subarray(0, 9000));
      await assert.rejects(encodePreview(broken, { maxSide: 64 }), { code: 'image-unreadable' });
      await assert.rejects(encodePreview(path.join(folder, 'b.jpg'), { maxSide: 64 }), {
        code: 'file-missing',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('encodePixels', () => {
  it('is a PNG without loss', async () => {
    const { data, width, height } = await openPicture('noise.png');
    const decoded = await decodeImageBytes(await encodePixels(data, width, height), 'pixels');
    assert.equal(decoded.format, 'png');
    assert.deepEqual(decoded.picture, { width, height, data });
  });
});
