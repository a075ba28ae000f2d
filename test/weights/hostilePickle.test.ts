import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { torchLegacy } from '../../src/model/weights/torch/torchLegacyFormat';
import { torchZip } from '../../src/model/weights/torch/torchZipFormat';
import { fixture } from '../support/paths';
import { failsWith } from './support/fileRequest';
import * as pickle from './support/pickle';
import { scratchFolder } from './support/scratch';
import { oneTensor as one, torchFiles } from './support/torchFiles';

describe('a file of PyTorch', function () {
  this.timeout(5_000);
  const { rejects } = torchFiles(scratchFolder());

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

    it('does not run deep: hundreds of thousands of lists in each other', async () => {
      const depth = 400_000;
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
});
