import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ErrorCode } from '../../src/shared/xceptionError';
import { torchLegacy } from '../../src/model/weights/torch/torchLegacyFormat';
import { torchZip } from '../../src/model/weights/torch/torchZipFormat';
import type { WeightsFormat } from '../../src/model/weights/weightsFormat';
import { fixture } from '../support/paths';
import { failsWith } from './support/fileRequest';
import * as pickle from './support/pickle';
import type { TensorWords } from './support/pickle';
import { writeZip } from './support/recordedFile';
import { scratchFolder } from './support/scratch';

const SIX_VALUES = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer);

describe('a broken or hostile file of PyTorch', function () {
  this.timeout(5_000);
  const scratch = scratchFolder();

  /** Opens a file and reads all of it. */
  async function read(format: WeightsFormat, file: string): Promise<readonly Float32Array[]> {
    const opened = await format.open(file);
    try {
      const values: Float32Array[] = [];
      for (const entry of opened.entries) values.push(await opened.read(entry));
      return values;
    } finally {
      await opened.close();
    }
  }

  /** A file of a pickle and a storage of six values. */
  async function written(
    data: Uint8Array,
    more: Readonly<Record<string, string | Uint8Array>> = {},
    level = 0,
  ): Promise<string> {
    const file = scratch('file.pth');
    await writeZip(file, { 'archive/data.pkl': data, 'archive/data/0': SIX_VALUES, ...more }, level);
    return file;
  }

  async function rejects(
    data: Uint8Array,
    code: ErrorCode,
    ...words: readonly (string | RegExp)[]
  ): Promise<void> {
    await assert.rejects(read(torchZip, await written(data)), failsWith(code, 'file.pth', ...words));
  }

  const one = (tensor: TensorWords): Buffer =>
    pickle.whole(pickle.dictionary({ weight: pickle.tensor(tensor) }));

  it('is not what the tests below write when they write a sound one', async () => {
    assert.deepEqual(await read(torchZip, await written(one({}))), [Float32Array.of(1, 2, 3, 4, 5, 6)]);
    const transposed = one({ size: [3, 2], stride: [1, 3] });
    assert.deepEqual(await read(torchZip, await written(transposed)), [Float32Array.of(1, 4, 2, 5, 3, 6)]);
  });

  describe('with code in it', () => {
    for (const [name, called, format] of [
      ['system.pth', 'posix.system', torchZip],
      ['eval.pth', '__builtin__.eval', torchZip],
      ['system.legacy.pth', 'posix.system', torchLegacy],
      ['system.pkl', 'posix.system', torchLegacy],
    ] as const) {
      it(`is not opened: ${name} as Python wrote it`, async () => {
        const file = fixture('weights', 'torch', name);
        assert.equal(await format.match(readFileSync(file), file), true);
        await assert.rejects(
          format.open(file),
          failsWith('model-unsupported', name, `asks Python to run ${called}`, 'state_dict'),
        );
        assert.equal(existsSync('xception-was-here'), false);
      });
    }

    for (const [module, name] of [
      ['os', 'system'],
      ['subprocess', 'Popen'],
      ['builtins', 'exec'],
      ['builtins', 'getattr'],
      ['torch', 'load'],
      ['torch.hub', 'load'],
      ['torch._utils', '_rebuild_tensor_v2.__globals__'],
      ['torch._utils', 'constructor'],
      ['torch._utils', '__proto__'],
      ['numpy.f2py.capi_maps', 'getinit'],
      ['collections', '__class__'],
    ] as const) {
      it(`is refused by the name that it asks for: ${module}.${name}`, async () => {
        const words = `asks Python to run ${module}.${name}`;
        const global = pickle.global(module, name);
        await rejects(pickle.whole(pickle.call(global, pickle.text('id'))), 'model-unsupported', words);
        // Even where it would only be named.
        await rejects(pickle.whole(pickle.dictionary({ f: global })), 'model-unsupported', words);
        const named = Buffer.concat([pickle.text(module), pickle.text(name), pickle.op('stackGlobal')]);
        await rejects(pickle.whole(named), 'model-unsupported', words);
        const instance = Buffer.concat([pickle.op('mark', 'inst'), Buffer.from(`${module}\n${name}\n`)]);
        await rejects(pickle.whole(instance), 'model-unsupported', words);
      });
    }

    it('cannot write to a terminal by the name that it asks for', async () => {
      await rejects(
        pickle.whole(pickle.global('\u001b[2J', 'x'.repeat(5000))),
        'model-unsupported',
        /run \?\[2J\.x{70,80}…/,
      );
    });

    it('calls nothing that is no function', async () => {
      await rejects(
        pickle.whole(pickle.call(pickle.text('print'))),
        'model-unreadable',
        'calls what is no function',
      );
      const twice = pickle.call(pickle.call(pickle.global('collections', 'OrderedDict')));
      await rejects(pickle.whole(twice), 'model-unreadable', 'calls what is no function');
    });
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

  describe('with a pickle that no Python wrote', () => {
    const repeat = (operations: Uint8Array, times: number): Buffer =>
      Buffer.alloc(operations.length * times, operations);

    it('is told: broken anywhere', async () => {
      for (const data of [
        pickle.op('stop'),
        pickle.whole(pickle.op('pop')),
        pickle.whole(pickle.op('tuple')),
        pickle.whole(pickle.op('emptyList', 'setItem')),
        pickle.whole(pickle.op('emptyDict', 'none', 'append')),
        pickle.whole(pickle.op('emptyDict', 'mark', 'none', 'setItems')),
        pickle.whole(pickle.get(7)),
        pickle.whole(pickle.op('binPut'), Buffer.of(0)),
        pickle.whole(pickle.op('none', 'none', 'stackGlobal')),
        pickle.whole(Buffer.of(0xff)),
        Buffer.of(0x80, 9, 0x2e),
        one({}).subarray(0, -1),
        new Uint8Array(0),
      ]) {
        await rejects(data, 'model-unreadable');
      }
    });

    it('is told: lengths of four gigabytes and of eight exabytes', async () => {
      for (const name of ['binUnicode', 'binBytes', 'long4', 'binUnicode8', 'binBytes8'] as const) {
        await rejects(pickle.whole(pickle.op(name), Buffer.alloc(8, 0xff)), 'model-unreadable');
      }
    });

    it('does not run deep: a million lists in each other', async () => {
      const depth = 600_000;
      const nested = pickle.whole(
        repeat(pickle.op('emptyList'), depth),
        repeat(pickle.op('append'), depth - 1),
      );
      await rejects(nested, 'model-unsupported', 'holds no weights');
      const tuples = pickle.whole(pickle.op('none'), repeat(pickle.op('tuple1'), depth));
      await rejects(tuples, 'model-unsupported', 'holds no weights');
    });

    it('does not grow: doubled two hundred times through the memo', async () => {
      const double = Array.from({ length: 200 }, (_, key) => [
        ...[pickle.get(key), pickle.get(key), pickle.op('tuple2'), pickle.put(key + 1)],
      ]);
      const bomb = pickle.whole(pickle.op('emptyList'), pickle.put(0), ...double.flat());
      await rejects(bomb, 'model-unsupported', 'holds no weights');
      const dictionaries = Array.from({ length: 200 }, (_, key) => [
        pickle.dictionary({ a: pickle.get(key), b: pickle.get(key) }),
        pickle.put(key + 1),
      ]);
      const deep = pickle.whole(pickle.op('emptyDict'), pickle.put(0), ...dictionaries.flat());
      await rejects(deep, 'model-unsupported', 'holds no weights');
      const names = Array.from({ length: 10_000 }, (_, index) => `k${index}`);
      const wide = [1, 2, 3].map((key) => [
        pickle.dictionary(Object.fromEntries(names.map((name) => [name, pickle.get(key - 1)]))),
        pickle.put(key),
      ]);
      await rejects(
        pickle.whole(pickle.op('emptyDict'), pickle.put(0), ...wide.flat()),
        'model-unsupported',
        'holds no weights',
      );
    });

    it('does not turn in circles: a dictionary that holds itself', async () => {
      const own = [
        pickle.op('emptyDict'),
        pickle.put(0),
        pickle.text('state_dict'),
        pickle.get(0),
        pickle.op('setItem'),
      ];
      await rejects(pickle.whole(...own), 'model-unsupported', 'holds no weights');
    });

    it('ends: more steps than any checkpoint takes', async () => {
      await rejects(pickle.whole(repeat(pickle.op('none', 'pop'), 1_500_000)), 'model-unreadable', 'steps');
    });

    it('is not read when it is longer than any checkpoint', async () => {
      await rejects(Buffer.alloc(33 * 2 ** 20), 'model-unreadable', 'claims 34603008 bytes');
    });
  });

  describe('with an archive that no PyTorch wrote', () => {
    it('unpacks nothing: a bomb is refused as it is', async () => {
      const bomb = await written(Buffer.alloc(40 * 2 ** 20), {}, 9);
      assert.ok(readFileSync(bomb).length < 2 ** 20);
      await assert.rejects(read(torchZip, bomb), failsWith('model-unreadable', 'claims 41943040 bytes'));
      const small = await written(Buffer.concat([one({}), Buffer.alloc(10_000)]), {}, 9);
      await assert.rejects(read(torchZip, small), failsWith('model-unsupported', 'compressed'));
    });

    it('reads nothing by the path that an entry has', async () => {
      const file = scratch('file.pth');
      await writeZip(file, { 'archive/data.pkl': one({}), '../archive/data/0': SIX_VALUES }).catch(
        () => undefined,
      );
      await assert.rejects(read(torchZip, file), failsWith('model-unreadable'));
    });

    it('is told: entries over each other', async () => {
      const file = await written(one({}), { 'archive/data/1': SIX_VALUES });
      const bytes = readFileSync(file);
      const directory = bytes.lastIndexOf('archive/data/1') - 4;
      // The place of the last entry's header becomes that of the first.
      bytes.writeUInt32LE(0, directory);
      writeFileSync(file, bytes);
      await assert.rejects(read(torchZip, file), failsWith('model-unreadable', 'overlaps'));
    });

    it('is told: sizes past the end of the file', async () => {
      const file = await written(one({}));
      const bytes = readFileSync(file);
      const directory = bytes.lastIndexOf('archive/data/0') - 46;
      bytes.writeUInt32LE(2 ** 31, directory + 20);
      bytes.writeUInt32LE(2 ** 31, directory + 24);
      writeFileSync(file, bytes);
      await assert.rejects(read(torchZip, file), failsWith('model-unreadable', 'should end at byte'));
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
      assert.deepEqual(await read(torchLegacy, file), [Float32Array.of(1, 2, 3, 4, 5, 6)]);
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
          read(torchLegacy, legacy(keys, ...storages)),
          failsWith('model-unreadable', 'old.pth'),
        );
      }
    });

    it('is told from pickles of others, and from archives that are older still', async () => {
      const file = scratch('data.pkl');
      writeFileSync(file, pickle.whole(pickle.op('emptyDict')));
      await assert.rejects(
        read(torchLegacy, file),
        failsWith('model-unsupported', 'not one that torch.save wrote'),
      );
      writeFileSync(file, Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(250)]));
      assert.equal(await torchLegacy.match(readFileSync(file), file), true);
      await assert.rejects(read(torchLegacy, file), failsWith('model-unsupported', 'tar archive'));
    });
  });
});
