import assert from 'node:assert/strict';
import { resizePicture } from '../../src/model/image/resize';
import { RESIZE_METHODS } from '../../src/shared/classification';
import { expected, groupBy, openPicture, sha256 } from './expectedPictures';

describe('resizePicture', () => {
  for (const [method, rows] of groupBy(expected.resized, (row) => row.method)) {
    it(`gives Pillow's ${method}, bit for bit, for ${rows.length} pairs of sizes`, async () => {
      for (const { file, width, height, sha256: hash } of rows) {
        const picture = await openPicture(file);
        const resized = resizePicture(picture, width, height, rows[0]!.method);
        assert.ok(resized.data instanceof Uint8Array);
        assert.deepEqual([resized.width, resized.height], [width, height]);
        assert.equal(sha256(resized.data), hash, `${file} → ${width} × ${height}`);
      }
    });
  }

  const plain = expected.tensorflow.filter((row) => !row.crop);
  it("gives TensorFlow's bilinear within 1e-4", async () => {
    const small = plain.filter((row) => row.float32 !== undefined);
    assert.ok(small.length > 3);
    for (const { file, width, height, float32 } of small) {
      const resized = resizePicture(await openPicture(file), width, height, 'tf-bilinear');
      const bytes = Buffer.from(float32!, 'base64');
      assert.equal(resized.data.length, width * height * 3);
      for (let i = 0; i < resized.data.length; i++) {
        const difference = Math.abs(resized.data[i]! - bytes.readFloatLE(4 * i));
        assert.ok(difference <= 1e-4, `${file} → ${width} × ${height}: value ${i} is ${difference} off`);
      }
    }
  });

  it("gives TensorFlow's bilinear bit for bit", async () => {
    for (const { file, width, height, sha256: hash } of plain) {
      const resized = resizePicture(await openPicture(file), width, height, 'tf-bilinear');
      assert.ok(resized.data instanceof Float32Array);
      assert.equal(sha256(resized.data), hash, `${file} → ${width} × ${height}`);
    }
  });

  it('computes a window as if it were cut from the whole result', async () => {
    const picture = await openPicture('noise.png');
    const window = { left: 13, top: 40, width: 50, height: 21 };
    for (const method of RESIZE_METHODS) {
      for (const [width, height] of [
        [120, 90],
        [97, 61],
        [97, 80],
        [70, 61],
      ] as const) {
        const whole = resizePicture(picture, width, height, method);
        const part = resizePicture(picture, width, height, method, { window });
        for (let y = 0; y < window.height; y++) {
          const from = ((window.top + y) * width + window.left) * 3;
          const row = part.data.subarray(y * window.width * 3, (y + 1) * window.width * 3);
          assert.deepEqual(row, whole.data.subarray(from, from + window.width * 3), `${method}, row ${y}`);
        }
      }
    }
  });

  it('leaves the picture it is given alone, and shares no memory that a caller could change by writing', async () => {
    const picture = await openPicture('noise.png');
    const before = sha256(picture.data);
    for (const method of RESIZE_METHODS) {
      const same = resizePicture(picture, picture.width, picture.height, method);
      assert.deepEqual(Array.from(same.data), Array.from(picture.data), method);
      same.data.fill(0);
    }
    assert.equal(sha256(picture.data), before);
  });
});
