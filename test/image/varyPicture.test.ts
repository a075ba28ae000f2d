import assert from 'node:assert/strict';
import path from 'node:path';
import { decodeImage } from '../../src/model/image/decodeImage';
import type { Picture } from '../../src/model/image/picture';
import { smallCopy } from '../../src/model/image/smallCopy';
import { usualVariants } from '../../src/model/image/usualVariants';
import { checkVariant, varyPicture } from '../../src/model/image/varyPicture';
import { FITS, RESIZE_METHODS } from '../../src/shared/classification';
import type { Variant } from '../../src/shared/explainProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { fixture, projectRoot } from '../support/paths';

/** 3 × 2, every pixel another grey. */
const small: Picture = {
  width: 3,
  height: 2,
  data: Uint8Array.from([0, 40, 80, 120, 160, 200].flatMap((value) => [value, value + 1, value + 2])),
};
const reds = ({ data }: Picture): readonly number[] => [...data].filter((_, i) => i % 3 === 0);
const vary = (change: Omit<Variant, 'id'>, picture = small, scale = 1): Promise<Picture> =>
  varyPicture(picture, { id: 'test', ...change }, scale);

describe('a varied picture', () => {
  it('is the same when nothing is changed', async () => {
    assert.equal(await vary({}), small);
    assert.equal(await vary({ rotate: 360, brightness: 1, blur: 0 }), small);
    assert.equal(
      await vary({ resize: 'box', fit: 'crop' }),
      small,
      'how it is fitted is no change of the picture',
    );
  });

  it('is mirrored and turned pixel by pixel', async () => {
    assert.deepEqual(reds(await vary({ flip: 'horizontal' })), [80, 40, 0, 200, 160, 120]);
    assert.deepEqual(reds(await vary({ flip: 'vertical' })), [120, 160, 200, 0, 40, 80]);
    assert.deepEqual(reds(await vary({ rotate: 180 })), [200, 160, 120, 80, 40, 0]);
    const quarter = await vary({ rotate: 90 });
    assert.deepEqual([quarter.width, quarter.height], [3, 2]);
    assert.deepEqual(reds(quarter).filter((value) => value === 128).length, 2, 'grey where nothing is');
  });

  it('keeps its size when it is turned by any angle', async () => {
    for (const rotate of [-15, 1, 45, 90, 200]) {
      const { width, height, data } = await vary({ rotate });
      assert.deepEqual([width, height, data.length], [3, 2, 18], `${rotate}°`);
    }
  });

  it('is brightened with a clear end at white', async () => {
    assert.deepEqual(reds(await vary({ brightness: 0.5 })), [0, 20, 40, 60, 80, 100]);
    assert.deepEqual(reds(await vary({ brightness: 2 })), [0, 80, 160, 240, 255, 255]);
  });

  it('is cropped to its middle', async () => {
    const third = await vary({ crop: 0.34 });
    assert.deepEqual([third.width, third.height, reds(third)], [1, 1, [40]]);
    assert.equal(await vary({ crop: 1 }), small);
    assert.deepEqual(reds(await vary({ flip: 'horizontal', crop: 0.7 })), [80, 40], 'mirrored before');
    assert.throws(() => {
      checkVariant({ id: 'all gone', crop: 0 });
    }, /"all gone" has no usable crop: it is a share of the sides from 0.01 to 1/);
  });

  it('is blurred in pixels of the input, not of the file', async () => {
    const edge: Picture = {
      width: 64,
      height: 8,
      data: Uint8Array.from({ length: 64 * 8 * 3 }, (_, i) => (Math.floor(i / 3) % 64 < 32 ? 0 : 200)),
    };
    const width = async (blur: number, scale: number): Promise<number> =>
      reds(await vary({ blur }, edge, scale))
        .slice(0, 64)
        .filter((value) => value > 20 && value < 180).length;
    assert.equal(await width(0, 1), 0);
    assert.ok((await width(1, 1)) < (await width(3, 1)));
    assert.equal(await width(1, 3), await width(3, 1));
  });

  it('is compressed and comes back with other pixels, more so at low quality', async () => {
    const photo = await smallCopy(path.join(projectRoot, 'media', 'samples', 'cat.jpg'), 128);
    const loss = async (jpegQuality: number): Promise<number> => {
      const { data } = await vary({ jpegQuality }, photo);
      return photo.data.reduce((sum, value, i) => sum + Math.abs(value - data[i]!), 0) / data.length;
    };
    const [high, low] = [await loss(95), await loss(10)];
    assert.ok(high > 0 && high < low, `${high} at 95, ${low} at 10`);
  });

  it('refuses numbers that mean nothing', () => {
    for (const change of [
      { rotate: Number.NaN },
      { brightness: 0 },
      { blur: -1 },
      { jpegQuality: 0 },
      { jpegQuality: 50.5 },
    ]) {
      assert.throws(
        () => checkVariant({ id: 'odd', ...change }),
        (error) =>
          error instanceof XceptionError && error.code === 'usage' && error.message.includes('"odd"'),
      );
    }
  });

  it('comes in the usual forms, the unchanged one first, each under a name of its own', () => {
    const variants = usualVariants({ resize: 'nearest', fit: 'stretch' });
    variants.forEach(checkVariant);
    assert.deepEqual(variants[0], { id: 'unchanged' });
    assert.equal(new Set(variants.map(({ id }) => id)).size, variants.length);
    assert.equal(variants.filter(({ resize }) => resize).length, RESIZE_METHODS.length - 1);
    assert.equal(variants.filter(({ fit }) => fit).length, FITS.length - 1);
  });
});

describe('a small copy', () => {
  it('is the whole picture, upright, and never larger than it', async () => {
    for (const name of ['photo.jpg', 'alpha.png', '24.bmp', 'palette.gif']) {
      const { picture } = await decodeImage(fixture('image', name));
      const copy = await smallCopy(fixture('image', name), 4096);
      assert.deepEqual([copy.width, copy.height], [picture.width, picture.height], name);
      assert.deepEqual(copy.data, picture.data, name);
      const tiny = await smallCopy(fixture('image', name), 16);
      assert.ok(Math.max(tiny.width, tiny.height) <= 16 && tiny.data.length === tiny.width * tiny.height * 3);
    }
  });

  it('says which file cannot be read', async () => {
    await assert.rejects(
      smallCopy(__filename, 16),
      (error) => error instanceof XceptionError && error.code === 'image-unreadable',
    );
  });
});
