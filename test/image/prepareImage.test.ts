import assert from 'node:assert/strict';
import { normalizationTable } from '../../src/model/image/normalize';
import { prepareImage } from '../../src/model/image/prepareImage';
import { RESIZE_METHODS, type Normalization, type Preprocessing } from '../../src/shared/classification';
import { expected, openPicture, sha256 } from './expectedPictures';

const TF: Normalization = { kind: 'tf' };
const IMAGENET: Normalization = {
  kind: 'mean-std',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};
const NORMALIZATIONS: readonly Normalization[] = [TF, IMAGENET];
const KERAS: Preprocessing = { resize: 'nearest', fit: 'stretch', cropFraction: 1, normalization: TF };

describe('prepareImage', () => {
  it('gives every byte the value that the frameworks give it, bit for bit', () => {
    assert.equal(sha256(normalizationTable(TF)), expected.normalized.tf);
    assert.equal(sha256(normalizationTable(IMAGENET)), expected.normalized['mean-std']);
  });

  it("gives what Keras' load_img, img_to_array and preprocess_input give, bit for bit", async () => {
    const { file, width, height, sha256: hash } = expected.prepared;
    const prepared = prepareImage(await openPicture(file), { width, height }, KERAS);
    assert.equal(sha256(prepared.values), hash);
  });

  it('keeps channels apart: mean and deviation belong to their own one', async () => {
    const preprocessing: Preprocessing = {
      ...KERAS,
      normalization: { kind: 'mean-std', mean: [0, 0.5, 1], std: [1, 0.5, 0.25] },
    };
    const { pixels, values } = prepareImage(
      await openPicture('2x3.png'),
      { width: 4, height: 5 },
      preprocessing,
    );
    assert.equal(values.length, 60);
    for (let i = 0; i < 60; i += 3) {
      assert.ok(Math.abs(values[i]! - pixels[i]! / 255) < 1e-6);
      assert.ok(Math.abs(values[i + 1]! - (pixels[i + 1]! / 255 - 0.5) / 0.5) < 1e-6);
      assert.ok(Math.abs(values[i + 2]! - (pixels[i + 2]! / 255 - 1) / 0.25) < 1e-6);
    }
  });

  for (const resize of RESIZE_METHODS) {
    it(`shows what the network sees, with ${resize}`, async () => {
      const picture = await openPicture('noise.png');
      const prepared = prepareImage(picture, { width: 50, height: 40 }, { ...KERAS, resize });
      assert.deepEqual([prepared.width, prepared.height], [50, 40]);
      assert.equal(prepared.pixels.length, 50 * 40 * 3);
      prepared.values.forEach((value, i) => {
        const shown = (value + 1) * 127.5;
        const tolerance = resize === 'tf-bilinear' ? 0.5001 : 1e-4;
        assert.ok(Math.abs(shown - prepared.pixels[i]!) <= tolerance, `value ${i}`);
      });
    });
  }

  it("letterboxes as timm's border mode, with a border of exactly 0 after normalisation", async () => {
    assert.ok(expected.letterboxes.length > 5);
    for (const { file, width, height, sha256: hash } of expected.letterboxes) {
      const picture = await openPicture(file);
      for (const normalization of NORMALIZATIONS) {
        const how: Preprocessing = { ...KERAS, resize: 'bilinear', fit: 'letterbox', normalization };
        const prepared = prepareImage(picture, { width, height }, how);
        if (normalization === TF)
          assert.equal(sha256(prepared.pixels), hash, `${file} → ${width} × ${height}`);
        const { left, top, width: across, height: down } = prepared.content;
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            if (x >= left && x < left + across && y >= top && y < top + down) continue;
            const at = (y * width + x) * 3;
            const [red, green, blue] = prepared.values.subarray(at, at + 3);
            assert.ok(red === 0 && green === 0 && blue === 0, `border at ${x}, ${y}`);
          }
        }
      }
    }
  });

  it('shows the border of a letterbox in the mean colour', async () => {
    const how: Preprocessing = { ...KERAS, fit: 'letterbox', normalization: IMAGENET };
    const { pixels } = prepareImage(await openPicture('53x1.png'), { width: 20, height: 20 }, how);
    assert.deepEqual([...pixels.subarray(0, 3)], [124, 116, 104]);
  });
});
