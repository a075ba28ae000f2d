import assert from 'node:assert/strict';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { decodeImageBytes } from '../../src/model/image/decodeImage';

const NAMES = 'xmlns="http://www.w3.org/2000/svg"';
/** What one decoding may add to this process, whatever the file promises. */
const GROWTH_BYTES = 400e6;

/** A PNG chunk: length, type, data, checksum (PNG specification, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

async function bounded(work: () => Promise<unknown>): Promise<void> {
  const before = process.memoryUsage.rss();
  await work();
  const growth = process.memoryUsage.rss() - before;
  assert.ok(growth < GROWTH_BYTES, `${Math.round(growth / 1e6)} MB more`);
}

describe('a picture that unpacks to more than it is', function () {
  this.timeout(120_000);

  it('is not unpacked where it is a packed drawing', async () => {
    const packed = gzipSync(`<svg ${NAMES}>${' '.repeat(300e6)}</svg>`);
    assert.ok(packed.length < 1e6);
    await bounded(() =>
      assert.rejects(decodeImageBytes(packed, 'a.svg'), { code: 'image-unsupported', message: /gzip/ }),
    );
  });

  it('does not grow by entities within entities', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const value = level === 0 ? 'x'.repeat(100) : `&e${level - 1};`.repeat(10);
      return `<!ENTITY e${level} "${value}">`;
    });
    const text = `<?xml version="1.0"?><!DOCTYPE svg [${levels.join('')}]><svg ${NAMES} width="9" height="9"><text>&e11;</text></svg>`;
    await bounded(async () => {
      await decodeImageBytes(Buffer.from(text), 'a.svg').catch((error: unknown) => {
        assert.match(String(error), /cannot be decoded/);
      });
    });
  });

  it('does not load a file that an entity names', async () => {
    const text = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg ${NAMES} width="90" height="90"><text y="50" font-size="50">&e;</text></svg>`;
    const drawn = await decodeImageBytes(Buffer.from(text), 'a.svg').then(
      ({ picture }) => picture.data.every((value) => value === 255),
      () => true,
    );
    assert.ok(drawn, 'nothing is written on the white');
  });

  it('does not keep texts and profiles that a PNG packs', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
    const packed = deflateSync(Buffer.alloc(500e6));
    const end = png.indexOf('IEND') - 4;
    for (const [type, head] of [
      ['zTXt', 'Comment\0\0'],
      ['iCCP', 'profile\0\0'],
    ] as const) {
      const bomb = Buffer.concat([
        png.subarray(0, 33),
        chunk(type, Buffer.concat([Buffer.from(head, 'latin1'), packed])),
        png.subarray(33, end),
        png.subarray(end),
      ]);
      await bounded(async () => {
        await decodeImageBytes(bomb, 'a.png').catch((error: unknown) => {
          assert.match(String(error), /cannot be decoded/, type);
        });
      });
    }
  });

  it('is decoded by its first frame where it is a film', async () => {
    const frame = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#804020' } })
      .raw()
      .toBuffer();
    const frames = 40;
    const film = await sharp(Buffer.concat(new Array<Buffer>(frames).fill(frame)), {
      raw: { width: 400, height: 400 * frames, channels: 3, pageHeight: 400 },
    })
      .gif({ loop: 0 })
      .toBuffer();
    const { picture } = await decodeImageBytes(film, 'film.gif');
    assert.deepEqual([picture.width, picture.height], [400, 400]);
  });
});
