import assert from 'node:assert/strict';
import { fitPicture } from '../../src/model/image/fit';
import type { Picture } from '../../src/model/image/picture';
import { expected, openPicture, sha256 } from './expectedPictures';

const CROP = { fit: 'crop', cropFraction: 1 } as const;

describe('fitPicture', () => {
  it("crops as Keras' load_img(keep_aspect_ratio=True), bit for bit", async () => {
    assert.ok(expected.kerasCrops.length > 30);
    for (const { file, method, width, height, sha256: hash } of expected.kerasCrops) {
      const input = { width, height };
      const fitted = fitPicture(await openPicture(file), input, { ...CROP, resize: method });
      assert.ok(fitted.picture.data instanceof Uint8Array);
      assert.equal(sha256(fitted.picture.data), hash, `${file} → ${width} × ${height}, ${method}`);
    }
  });

  it("crops as Keras' smart_resize with tf-bilinear, bit for bit", async () => {
    const rows = expected.tensorflow.filter((row) => row.crop);
    assert.ok(rows.length > 5);
    for (const { file, width, height, sha256: hash } of rows) {
      const input = { width, height };
      const fitted = fitPicture(await openPicture(file), input, { ...CROP, resize: 'tf-bilinear' });
      assert.equal(sha256(fitted.picture.data), hash, `${file} → ${width} × ${height}`);
    }
  });

  it("crops as timm's evaluation transform for a fraction below 1, bit for bit", async () => {
    assert.ok(expected.timmCrops.length > 20);
    for (const { file, method, width, height, cropFraction, sha256: hash } of expected.timmCrops) {
      const how = { fit: 'crop', cropFraction, resize: method } as const;
      const fitted = fitPicture(await openPicture(file), { width, height }, how);
      assert.equal(sha256(fitted.picture.data), hash, `${file} → ${width} × ${height}, ${method}`);
    }
  });

  it('says which part of the original is shown', () => {
    const wide = blank(400, 200);
    const square = { width: 100, height: 100 };
    const sourceOf = (fit: 'stretch' | 'crop' | 'letterbox', cropFraction: number): unknown =>
      fitPicture(wide, square, { fit, cropFraction, resize: 'bilinear' }).source;
    assert.deepEqual(sourceOf('stretch', 1), { left: 0, top: 0, width: 400, height: 200 });
    assert.deepEqual(sourceOf('crop', 1), { left: 100, top: 0, width: 200, height: 200 });
    assert.deepEqual(sourceOf('crop', 0.5), { left: 150, top: 50, width: 100, height: 100 });
    assert.deepEqual(sourceOf('letterbox', 1), { left: 0, top: 0, width: 400, height: 200 });
  });

  it('centres a letterbox and gives the odd pixel to the right or the bottom', () => {
    const how = { fit: 'letterbox', cropFraction: 1, resize: 'bilinear' } as const;
    const contentOf = (width: number, height: number, input: { width: number; height: number }): unknown =>
      fitPicture(blank(width, height), input, how).content;
    const square = { width: 101, height: 101 };
    assert.deepEqual(contentOf(400, 200, square), { left: 0, top: 25, width: 101, height: 50 });
    assert.deepEqual(contentOf(200, 400, square), { left: 25, top: 0, width: 50, height: 101 });
    assert.deepEqual(contentOf(10, 10, { width: 30, height: 20 }), {
      left: 5,
      top: 0,
      width: 20,
      height: 20,
    });
    assert.deepEqual(contentOf(5000, 1, square), { left: 0, top: 50, width: 101, height: 1 });
  });

  it('needs no more memory for a very long picture than for a square one', () => {
    const before = process.memoryUsage().arrayBuffers;
    const how = { fit: 'crop', cropFraction: 0.8975, resize: 'bicubic' } as const;
    const fitted = fitPicture(blank(60_000, 1), { width: 299, height: 299 }, how);
    assert.equal(fitted.picture.data.length, 299 * 299 * 3);
    // A whole resize to 333 pixels in height would be 20 million pixels wide: 20 GB.
    assert.ok(process.memoryUsage().arrayBuffers - before < 50e6);
  });
});

function blank(width: number, height: number): Picture {
  return { width, height, data: new Uint8Array(width * height * 3).fill(90) };
}
