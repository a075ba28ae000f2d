import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { torchLegacy } from '../../src/model/weights/torch/torchLegacyFormat';
import { torchZip } from '../../src/model/weights/torch/torchZipFormat';
import { safetensors } from '../../src/model/weights/safetensors/safetensorsFormat';
import { HEAD_BYTES, type WeightsFormat } from '../../src/model/weights/weightsFormat';
import { fixture } from '../support/paths';
import * as pickle from './support/pickle';
import { writeZip } from './support/recordedFile';
import { scratchFolder } from './support/scratch';

interface Expected {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What real PyTorch says is in each file. */
const EXPECTED = JSON.parse(readFileSync(torchFixture('expected.json'), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, Expected>>>
>;

const FORMATS: readonly WeightsFormat[] = [torchZip, torchLegacy, safetensors];
const FLOATS = new Set(['float32', 'float64', 'float16', 'bfloat16']);

describe('files of PyTorch', () => {
  for (const [name, tensors] of Object.entries(EXPECTED)) {
    it(`${name} is read as PyTorch reads it`, async () => {
      const file = await (await formatOf(torchFixture(name))).open(torchFixture(name));
      try {
        assert.equal(file.framework, 'pytorch');
        assert.deepEqual(new Set(file.entries.map((entry) => entry.name)), new Set(Object.keys(tensors)));
        for (const entry of file.entries) {
          const { dtype, shape, values } = tensors[entry.name]!;
          assert.equal(entry.dtype, dtype, entry.name);
          assert.deepEqual(entry.shape, shape, entry.name);
          if (FLOATS.has(dtype)) {
            assert.deepEqual(bytesOf(await file.read(entry)), bytesOf(Float32Array.from(values)), entry.name);
          } else {
            await assert.rejects(file.read(entry), { code: 'model-unsupported', message: new RegExp(dtype) });
          }
        }
      } finally {
        await file.close();
      }
    });
  }

  it('name the module and the variable of each tensor', async () => {
    const file = await torchZip.open(torchFixture('checkpoint.pth'));
    await file.close();
    assert.deepEqual(
      file.entries.map(({ layer, variable }) => [layer, variable]),
      [
        ['module.conv1', 'weight'],
        ['module.conv1', 'bias'],
        ['module.bn1', 'weight'],
        ['module.bn1', 'bias'],
        ['module.bn1', 'running_mean'],
        ['module.bn1', 'running_var'],
        ['module.bn1', 'num_batches_tracked'],
      ],
    );
    assert.deepEqual(file.metadata, { weights: 'state_dict' });
  });

  it('say which of two sets of weights is used', async () => {
    const file = await torchZip.open(torchFixture('averaged.pth'));
    await file.close();
    assert.deepEqual(file.metadata, { weights: 'model', 'other weights': 'model_ema' });
  });

  it('are told from each other by content', async () => {
    assert.equal(await formatOf(torchFixture('types.pth')), torchZip);
    assert.equal(await formatOf(torchFixture('types.legacy.pth')), torchLegacy);
    assert.equal(await formatOf(torchFixture('types.safetensors')), safetensors);
    assert.equal(await torchZip.match(await headOf(torchFixture('expected.json')), 'expected.json'), false);
  });

  for (const [name, pattern] of [
    ['module.pth', /asks Python to run torch\.nn\.modules\.linear\.Linear.*state_dict/],
    ['script.pt', /TorchScript.*state_dict/],
    ['no-tensors.pth', /holds no weights.*state_dict/],
    ['quantized.pth', /quantized tensors.*float32/],
    ['float8.2.15.pth', /number format.*float32/],
  ] as const) {
    it(`${name} is refused with a way out`, async () => {
      const format = await formatOf(torchFixture(name));
      await assert.rejects(format.open(torchFixture(name)), { code: 'model-unsupported', message: pattern });
    });
  }

  describe('of other versions and machines', () => {
    const scratch = scratchFolder();
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    const bytes = new Uint8Array(values.buffer);

    async function contents(
      data: Uint8Array,
      more: Readonly<Record<string, string | Uint8Array>> = {},
    ): Promise<unknown> {
      await writeZip(scratch('file.pth'), { 'archive/data.pkl': data, 'archive/data/0': bytes, ...more });
      const file = await torchZip.open(scratch('file.pth'));
      const [entry] = file.entries;
      const read = await file.read(entry!);
      await file.close();
      return [entry?.name, read];
    }

    it('may have been written on a big-endian machine', async () => {
      const swapped = Buffer.from(bytes).swap32();
      const data = pickle.whole(pickle.dictionary({ w: pickle.tensor({}) }));
      assert.deepEqual(await contents(data, { 'archive/byteorder': 'big', 'archive/data/0': swapped }), [
        'w',
        values,
      ]);
      assert.deepEqual(await contents(data, { 'archive/byteorder': 'little' }), ['w', values]);
    });

    it('may have tensors of classes of their own, and parameters with attributes', async () => {
      const args = pickle.tuple(
        pickle.storage('0', 6),
        pickle.integer(0),
        pickle.tuple(pickle.integer(6)),
        pickle.tuple(pickle.integer(1)),
      );
      const subclass = pickle.call(
        pickle.global('torch._tensor', '_rebuild_from_type_v2'),
        pickle.global('torch._utils', '_rebuild_tensor_v2'),
        pickle.global('torch.nn.parameter', 'Parameter'),
        args,
        pickle.dictionary({}),
      );
      assert.deepEqual(await contents(pickle.whole(pickle.dictionary({ w: subclass }))), ['w', values]);
      const parameter = pickle.call(
        pickle.global('torch._utils', '_rebuild_parameter_with_state'),
        ...[
          pickle.tensor({}),
          pickle.op('newTrue'),
          pickle.op('none'),
          pickle.dictionary({ tag: pickle.text('x') }),
        ],
      );
      assert.deepEqual(await contents(pickle.whole(pickle.dictionary({ w: parameter }))), ['w', values]);
    });

    it('may have views of storages, as PyTorch 0.3 wrote them', async () => {
      const view = pickle.tuple(pickle.text('v'), pickle.integer(2), pickle.integer(4));
      const id = [
        pickle.text('storage'),
        pickle.global('torch', 'FloatStorage'),
        pickle.text('0'),
        pickle.text('cpu'),
      ];
      const storage = Buffer.concat([
        pickle.tuple(...id, pickle.integer(6), view),
        pickle.op('binPersistentId'),
      ]);
      const tensor = pickle.call(
        pickle.global('torch._utils', '_rebuild_tensor'),
        ...[storage, pickle.integer(1), pickle.tuple(pickle.integer(3)), pickle.tuple(pickle.integer(1))],
      );
      assert.deepEqual(await contents(pickle.whole(pickle.dictionary({ w: tensor }))), [
        'w',
        Float32Array.of(4, 5, 6),
      ]);
    });

    it('may have an ordered dictionary with its pairs, as Python 2 wrote it', async () => {
      const pairs = pickle.list(pickle.list(pickle.text('w'), pickle.tensor({})));
      const ordered = pickle.call(pickle.global('collections', 'OrderedDict'), pairs);
      assert.deepEqual(await contents(pickle.whole(ordered)), ['w', values]);
    });
  });
});

function torchFixture(name: string): string {
  return fixture('weights', 'torch', name);
}

/** As bytes, so that 0 and -0 differ. */
function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
  await handle.close();
  return buffer.subarray(0, bytesRead);
}

async function formatOf(file: string): Promise<WeightsFormat> {
  const head = await headOf(file);
  const matches = await Promise.all(FORMATS.map(async (format) => await format.match(head, file)));
  assert.equal(matches.filter(Boolean).length, 1, `${file} is of one format`);
  return FORMATS[matches.indexOf(true)]!;
}
