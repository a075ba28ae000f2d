import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { unpackNative } from '../../src/model/download/unpackNative';
import { useTemporaryFolder } from '../setup/support/temporaryFolder';
import { mountSmallDisk } from '../support/smallDisk';

const LIBRARY = Buffer.from('a library, '.repeat(100_000));

describe('unpacking the native libraries of an installed extension', () => {
  const folder = useTemporaryFolder();

  /** Packs the library as scripts/package/packNative.mjs does, with what the manifest says of it. */
  function pack(facts: { readonly bytes?: number; readonly sha256?: string } = {}): string {
    const packed = path.join(folder(), 'packed');
    mkdirSync(packed, { recursive: true });
    writeFileSync(path.join(packed, 'library.so.br'), brotliCompressSync(LIBRARY));
    const right = { bytes: LIBRARY.length, sha256: createHash('sha256').update(LIBRARY).digest('hex') };
    const files = { 'library.so': { ...right, ...facts } };
    writeFileSync(path.join(packed, 'packed.json'), JSON.stringify({ name: 'tensorflow-0_packed-1', files }));
    return packed;
  }

  const target = (): string => path.join(folder(), 'lib', 'napi-v8');
  const here = (): readonly string[] => [target()];

  it('is nothing to do where nothing is packed', async () => {
    assert.equal(await unpackNative(path.join(folder(), 'none'), here), undefined);
  });

  it('gives the very bytes, once, and leaves nothing half-made', async () => {
    const packed = pack();
    assert.equal(await unpackNative(packed, here), target());
    assert.deepEqual(readFileSync(path.join(target(), 'library.so')), LIBRARY);
    writeFileSync(path.join(packed, 'library.so.br'), 'no longer asked for');
    assert.equal(await unpackNative(packed, here), target());
    assert.deepEqual(readdirSync(path.dirname(target())), ['napi-v8']);
  });

  it('happens once when many start at once', async () => {
    const packed = pack();
    const folders = await Promise.all(Array.from({ length: 8 }, () => unpackNative(packed, here)));
    assert.deepEqual([...new Set(folders)], [target()]);
    assert.deepEqual(readdirSync(path.dirname(target())), ['napi-v8']);
  });

  it('takes over what a killed process left', async () => {
    const packed = pack();
    const staging = path.join(folder(), 'lib', '.napi-v8.partial');
    mkdirSync(staging, { recursive: true });
    writeFileSync(path.join(staging, 'library.so'), 'half');
    await unpackNative(packed, here);
    assert.deepEqual(readFileSync(path.join(target(), 'library.so')), LIBRARY);
    assert.ok(!existsSync(staging));
  });

  it('refuses a damaged file and one that unpacks to more than is said, and says to install again', async () => {
    for (const facts of [{ sha256: 'f'.repeat(64) }, { bytes: 1000 }]) {
      await assert.rejects(unpackNative(pack(facts), here), {
        code: 'native-missing',
        message: /library\.so is damaged\. Install the extension again/,
      });
      assert.deepEqual(readdirSync(path.dirname(target())), []);
    }
    const packed = pack();
    writeFileSync(path.join(packed, 'library.so.br'), 'no Brotli at all');
    await assert.rejects(unpackNative(packed, here), { code: 'native-missing', message: /damaged/ });
    assert.deepEqual(readdirSync(path.dirname(target())), []);
  });

  it('takes the next folder where the first may not be written', async function () {
    // Not even root may make a folder there.
    if (process.platform !== 'linux') this.skip();
    const forbidden = path.join('/sys', 'xception', 'napi-v8');
    const packed = pack();
    assert.equal(
      await unpackNative(packed, (name) => [forbidden, path.join(folder(), name)]),
      path.join(folder(), 'tensorflow-0_packed-1'),
    );
    await assert.rejects(
      unpackNative(packed, () => [forbidden]),
      {
        code: 'native-missing',
        message: /\/sys\/xception.*Make it writable/,
      },
    );
  });

  it('says how much space is missing on a full disk, and leaves nothing on it', function () {
    const disk = mountSmallDisk(256 << 10);
    if (!disk) this.skip();
    const inside = path.join(disk.folder, 'lib', 'napi-v8');
    return assert
      .rejects(
        unpackNative(pack(), () => [inside]),
        {
          code: 'native-missing',
          message: /Free 2 MB there/,
        },
      )
      .then(() => {
        assert.deepEqual(readdirSync(path.dirname(inside)), []);
      })
      .finally(() => {
        disk.dispose();
      });
  });
});
