import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decodeImageBytes } from '../../src/model/image/decodeImage';
import { XceptionError } from '../../src/shared/xceptionError';
import { fixture } from '../support/paths';
import { mutate, seededRandom } from '../weights/support/mutate';

/** Where formats keep what they say of themselves; damage further in only shows another picture. */
const HEADER = 400;
const ROUNDS = Number(process.env['XCEPTION_FUZZ_ROUNDS'] ?? 60);
const SEED = Number(process.env['XCEPTION_FUZZ_SEED'] ?? 20_161_007);
const MAX_PIXELS = 1e6;

describe('a picture whose header has random damage', function () {
  this.timeout(120_000 + ROUNDS * 500);

  for (const name of [
    '420.jpg',
    'noise.png',
    'palette.gif',
    'lossy.webp',
    'lzw.tif',
    '24.bmp',
    '8palette.bmp',
  ]) {
    it(`is decoded or told to be broken: ${name}`, async () => {
      const bytes = readFileSync(fixture('image', name));
      const random = seededRandom(SEED);
      let refused = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const header = mutate(bytes.subarray(0, HEADER), random);
        const damaged = Buffer.concat([header, bytes.subarray(HEADER)]);
        const where = `${name}, round ${round} of seed ${SEED}`;
        try {
          const { picture } = await decodeImageBytes(damaged, name, { maxPixels: MAX_PIXELS });
          const { width, height, data } = picture;
          assert.ok(width > 0 && height > 0 && width * height <= MAX_PIXELS, where);
          assert.equal(data.length, width * height * 3, where);
        } catch (thrown) {
          if (!(thrown instanceof XceptionError)) throw new Error(where, { cause: thrown });
          assert.match(thrown.code, /^image-(unreadable|unsupported|too-large)$/, where);
          assert.ok(thrown.message.includes(name), where);
          refused++;
        }
      }
      assert.ok(refused > 0, 'some of the damage was found');
    });
  }
});
