import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { torchLegacy } from '../../src/model/weights/torch/torchLegacyFormat';
import { torchZip } from '../../src/model/weights/torch/torchZipFormat';
import { fixture } from '../support/paths';
import { failsWith } from './support/fileRequest';
import * as pickle from './support/pickle';
import { writeZip } from './support/recordedFile';
import { scratchFolder } from './support/scratch';
import { oneTensor as one, readAll, SIX_VALUES, torchFiles } from './support/torchFiles';

describe('a broken or hostile file of PyTorch', function () {
  this.timeout(5_000);
  const scratch = scratchFolder();

  const { written, rejects } = torchFiles(scratch);

  it('is not what the tests below write when they write a sound one', async () => {
    assert.deepEqual(await readAll(torchZip, await written(one({}))), [Float32Array.of(1, 2, 3, 4, 5, 6)]);
    const transposed = one({ size: [3, 2], stride: [1, 3] });
    assert.deepEqual(await readAll(torchZip, await written(transposed)), [Float32Array.of(1, 4, 2, 5, 3, 6)]);
  });

  describe('with tensors that lie', () => {
    const far = 2n ** 53n + 1n;
    for (const [what, tensor] of [
      ['an offset past the end', { offset: 1 }],
      ['a negative offset', { offset: -1 }],
      ['an offset that no number counts', { offset: far }],
      ['a shape past the end', { size: [3, 3] }],
      ['a negative size', { size: [-2, -3] }],
      ['a size that no number counts', { size: [far], stride: [1] }],
      ['sizes whose product no number counts', { size: [2 ** 40, 2 ** 40], stride: [0, 0] }],
      ['a stride past the end', { stride: [4, 1] }],
      ['a negative stride', { stride: [-3, 1] }],
      ['fewer strides than sizes', { stride: [1] }],
      ['a hundred axes', { size: Array<number>(100).fill(1), stride: Array<number>(100).fill(1) }],
      ['one value repeated to gigabytes', { size: [2 ** 30], stride: [0] }],
      ['a storage that is text', { storage: pickle.text('0') }],
    ] as const) {
      it(`is told: ${what}`, async () => {
        await rejects(one(tensor), 'model-unreadable', 'outside its storage');
      });
    }

    it('is told: a storage of ten gigabytes', async () => {
      const storage = pickle.storage('0', 2_500_000_000);
      await rejects(one({ storage, size: [2_500_000_000], stride: [1] }), 'model-unreadable', 'has 24 bytes');
    });

    it('is told: a storage that is not there, or has no proper name', async () => {
      await rejects(one({ storage: pickle.storage('1', 6) }), 'model-unreadable', 'storage 1 is not there');
      await rejects(one({ storage: pickle.storage('../data.pkl', 6) }), 'model-unreadable', 'is not there');
      await rejects(one({ storage: pickle.storage('0', -6) }), 'model-unreadable', 'no proper name');
      const strange = Buffer.concat([pickle.tuple(pickle.text('module')), pickle.op('binPersistentId')]);
      await rejects(pickle.whole(strange), 'model-unreadable', 'no proper name');
    });
  });

  describe('with an archive that no PyTorch wrote', () => {
    it('unpacks nothing: a bomb is refused as it is', async () => {
      const bomb = await written(Buffer.alloc(40 * 2 ** 20), {}, 9);
      assert.ok(readFileSync(bomb).length < 2 ** 20);
      await assert.rejects(readAll(torchZip, bomb), failsWith('model-unreadable', 'claims 41943040 bytes'));
      const small = await written(Buffer.concat([one({}), Buffer.alloc(10_000)]), {}, 9);
      await assert.rejects(readAll(torchZip, small), failsWith('model-unsupported', 'compressed'));
    });

    it('reads nothing by the path that an entry has', async () => {
      const file = scratch('file.pth');
      await writeZip(file, { 'archive/data.pkl': one({}), '../archive/data/0': SIX_VALUES }).catch(
        () => undefined,
      );
      await assert.rejects(readAll(torchZip, file), failsWith('model-unreadable'));
    });

    it('is told: entries over each other', async () => {
      const file = await written(one({}), { 'archive/data/1': SIX_VALUES });
      const bytes = readFileSync(file);
      const directory = bytes.lastIndexOf('archive/data/1') - 4;
      // The place of the last entry's header becomes that of the first.
      bytes.writeUInt32LE(0, directory);
      writeFileSync(file, bytes);
      await assert.rejects(readAll(torchZip, file), failsWith('model-unreadable', 'overlaps'));
    });

    it('is told: sizes past the end of the file', async () => {
      const file = await written(one({}));
      const bytes = readFileSync(file);
      const directory = bytes.lastIndexOf('archive/data/0') - 46;
      bytes.writeUInt32LE(2 ** 31, directory + 20);
      bytes.writeUInt32LE(2 ** 31, directory + 24);
      writeFileSync(file, bytes);
      await assert.rejects(readAll(torchZip, file), failsWith('model-unreadable', 'should end at byte'));
    });
  });

  for (const [name, format] of [
    ['types.pth', torchZip],
    ['types.2.15.pth', torchZip],
    ['types.legacy.pth', torchLegacy],
  ] as const) {
    it(`is told when it was cut off anywhere: ${name}`, async () => {
      const whole = readFileSync(fixture('weights', 'torch', name));
      const file = scratch('cut.pth');
      for (let size = 0; size < whole.length; size += 7) {
        writeFileSync(file, whole.subarray(0, size));
        await assert.rejects(format.open(file), failsWith('model-unreadable', 'cut.pth'), `cut to ${size}`);
      }
    });
  }

  describe('of the old layout', () => {
    const MAGIC = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
    const version = pickle.whole(pickle.integer(1001));
    const system = pickle.whole(pickle.dictionary({ little_endian: pickle.op('newTrue') }));
    const length = (elements: bigint): Buffer => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(elements);
      return bytes;
    };
    const legacy = (keys: Uint8Array, ...storages: readonly Uint8Array[]): string => {
      const file = scratch('old.pth');
      writeFileSync(file, Buffer.concat([MAGIC, version, system, one({}), pickle.whole(keys), ...storages]));
      return file;
    };
    const list = (...keys: readonly string[]): Buffer => pickle.list(...keys.map(pickle.text));

    it('is not what the tests below write when they write a sound one', async () => {
      const file = legacy(list('0'), length(6n), SIX_VALUES);
      assert.deepEqual(await readAll(torchLegacy, file), [Float32Array.of(1, 2, 3, 4, 5, 6)]);
    });

    it('is told when its storages lie', async () => {
      for (const [keys, ...storages] of [
        [list('0'), length(2n ** 33n), SIX_VALUES],
        [list('0'), length(2n ** 62n), SIX_VALUES],
        [list('0'), length(-6n), SIX_VALUES],
        [list('0'), length(5n), SIX_VALUES],
        [list('0'), length(6n)],
        [list('0')],
        [list('0', '0'), length(0n), length(6n), SIX_VALUES],
        [list('1'), length(6n), SIX_VALUES],
        [list()],
        [pickle.op('none')],
      ] as const) {
        await assert.rejects(
          readAll(torchLegacy, legacy(keys, ...storages)),
          failsWith('model-unreadable', 'old.pth'),
        );
      }
    });

    it('is told from pickles of others, and from archives that are older still', async () => {
      const file = scratch('data.pkl');
      writeFileSync(file, pickle.whole(pickle.op('emptyDict')));
      await assert.rejects(
        readAll(torchLegacy, file),
        failsWith('model-unsupported', 'not one that torch.save wrote'),
      );
      writeFileSync(file, Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(250)]));
      assert.equal(await torchLegacy.match(readFileSync(file), file), true);
      await assert.rejects(readAll(torchLegacy, file), failsWith('model-unsupported', 'tar archive'));
    });
  });
});
