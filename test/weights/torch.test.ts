import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { torchLegacy } from '../../src/model/weights/torch/torchLegacyFormat';
import { torchZip } from '../../src/model/weights/torch/torchZipFormat';
import { safetensors } from '../../src/model/weights/safetensors/safetensorsFormat';
import { HEAD_BYTES, type WeightsFormat } from '../../src/model/weights/weightsFormat';
import { fixture } from '../support/paths';

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
