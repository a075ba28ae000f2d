import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { catalogue } from '../../src/model/weights/catalogue';
import { compareFiles } from '../../src/model/weights/compare/compareFiles';
import { tensorDifference } from '../../src/model/weights/compare/tensorDifference';
import { permute } from '../../src/model/weights/permute';
import { compareInReader } from '../../src/model/weights/readerProcess';
import { untrainedWeights } from '../../src/model/weights/untrained';
import type { InspectionProgress } from '../../src/shared/inspection';
import {
  changedShare,
  cosine,
  joinDifferences,
  relativeDifference,
  type ComparedTensor,
  type WeightsComparison,
} from '../../src/shared/weightsComparison';
import { failsWith, readerEntry } from './support/fileRequest';
import { recordedFile, writeRecorded } from './support/recordedFile';
import { safetensorsFile, type RawTensor } from './support/safetensorsFile';
import { scratchFolder } from './support/scratch';
import { timmKeys } from './support/timmKeys';

describe('the difference of two tensors', () => {
  it('is what the formulas say', () => {
    const difference = tensorDifference(Float32Array.of(3, 4, 0), Float32Array.of(3, 0, 12));
    assert.deepEqual(difference, {
      normA: 5,
      normB: Math.sqrt(153),
      normDifference: Math.sqrt(160),
      dot: 9,
      maxAbs: 12,
      changed: 2,
      count: 3,
      notFinite: 0,
    });
    assert.equal(relativeDifference(difference), Math.sqrt(160) / 5);
    assert.equal(cosine(difference), 9 / (5 * Math.sqrt(153)));
    assert.equal(changedShare(difference), 2 / 3);
  });

  it('of a tensor and itself is none, of a tensor and its negative is all', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const same = tensorDifference(values, values.slice());
    assert.deepEqual([relativeDifference(same), cosine(same), same.changed], [0, 1, 0]);
    const opposite = tensorDifference(
      values,
      values.map((value) => -value),
    );
    assert.ok(Math.abs(relativeDifference(opposite)! - 2) < 1e-12);
    assert.equal(cosine(opposite), -1);
  });

  it('is not told where it is not defined', () => {
    const zero = new Float32Array(4);
    const some = Float32Array.of(1, 0, 0, 0);
    assert.deepEqual(
      [relativeDifference(tensorDifference(zero, zero)), cosine(tensorDifference(zero, zero))],
      [0, null],
    );
    assert.deepEqual(
      [relativeDifference(tensorDifference(zero, some)), cosine(tensorDifference(zero, some))],
      [null, null],
    );
    assert.equal(changedShare(tensorDifference(new Float32Array(0), new Float32Array(0))), 0);
  });

  it('leaves out what is no number, and counts it', () => {
    const a = Float32Array.of(1, Number.NaN, 2, 5);
    const b = Float32Array.of(1, 1, Number.POSITIVE_INFINITY, 7);
    const { count, notFinite, maxAbs, changed } = tensorDifference(a, b);
    assert.deepEqual([count, notFinite, maxAbs, changed], [2, 2, 2, 1]);
  });

  it('of several tensors is that of one long one', () => {
    const [a, b] = [Float32Array.of(1, 2, 3, 4, 5), Float32Array.of(1, 0, 3, -4, 6)];
    const joined = joinDifferences([
      tensorDifference(a.subarray(0, 2), b.subarray(0, 2)),
      tensorDifference(a.subarray(2), b.subarray(2)),
    ]);
    const whole = tensorDifference(a, b);
    for (const key of Object.keys(whole) as (keyof typeof whole)[])
      assert.ok(Math.abs(joined![key] - whole[key]) < 1e-12, key);
    assert.equal(joinDifferences([]), null);
  });
});

describe('the comparison of two weights files', function () {
  this.timeout(120_000);
  const sample = catalogue().find(({ id }) => id === 'kitchenware')!.file;
  const scratch = scratchFolder();
  const weights = untrainedWeights('paper', { includeTop: false });
  const write = (name: string, tensors: readonly RawTensor[]): string => {
    writeFileSync(scratch(name), safetensorsFile(tensors));
    return scratch(name);
  };
  const find = ({ tensors }: WeightsComparison, name: string): ComparedTensor =>
    tensors.find((tensor) => tensor.name === name)!;

  it('finds the same weights of Keras and of timm alike, in other names and layouts', async () => {
    const keras = scratch('keras.h5');
    await writeRecorded(recordedFile('keras2-backbone.weights-alone.h5'), [...weights.values()], keras);
    const timm = write('timm.safetensors', timmTensors());
    const comparison = await compareFiles(keras, timm);
    assert.deepEqual([comparison.a.network, comparison.b.network], ['paper', 'paper']);
    assert.equal(comparison.a.file, 'keras.h5');
    const compared = comparison.tensors.filter(({ difference }) => difference);
    assert.equal(compared.length, weights.size);
    assert.ok(compared.every(({ difference }) => difference!.changed === 0));
    assert.equal(relativeDifference(comparison.whole!), 0);
    const { a, b } = find(comparison, 'block2_sepconv1/depthwise');
    assert.deepEqual(
      [a?.shape, b?.shape],
      [
        [3, 3, 64, 1],
        [3, 3, 64, 1],
      ],
    );
    assert.notEqual(a?.name, b?.name);
    // The head is timm's alone.
    assert.deepEqual(
      comparison.tensors.flatMap(({ name, a: left, b: right }) =>
        left === null && right?.dtype === 'float32' ? [name] : [],
      ),
      ['fc/kernel', 'fc/bias'],
    );
  });

  it('pairs the heads by their places, whatever they are called', async () => {
    const timm = write('head.safetensors', timmTensors());
    const { tensors } = await compareFiles(sample, timm);
    const heads = tensors.filter(({ layer }) => layer.startsWith('dense'));
    assert.deepEqual(
      heads.map(({ name, a, b }) => [name, a?.shape, b?.name, b?.shape]),
      [
        ['dense/kernel', [2048, 100], undefined, undefined],
        ['dense/bias', [100], undefined, undefined],
        ['dense_1/kernel', [100, 6], 'fc.weight', [2048, 1000]],
        ['dense_1/bias', [6], 'fc.bias', [1000]],
      ],
    );
  });

  it('tells which tensor differs and how much', async () => {
    const before = write('before.safetensors', timmTensors());
    const after = write(
      'after.safetensors',
      timmTensors((variable, data) =>
        variable === 'block1_conv1/kernel' ? data.map((value) => 1.5 * value) : data,
      ),
    );
    const comparison = await compareFiles(before, after);
    const { difference } = find(comparison, 'block1_conv1/kernel');
    assert.ok(Math.abs(relativeDifference(difference!)! - 0.5) < 1e-6);
    assert.ok(Math.abs(cosine(difference!)! - 1) < 1e-9);
    const others = comparison.tensors.filter(({ name }) => name !== 'block1_conv1/kernel');
    assert.ok(others.every((tensor) => (tensor.difference?.changed ?? 0) === 0));
  });

  it('says what cannot be compared', async () => {
    const one = write('one.safetensors', [
      float('encoder.weight', [2, 3]),
      float('bias', [3]),
      float('only', [1]),
    ]);
    const other = write('other.safetensors', [float('encoder.weight', [3, 2]), float('bias', [3])]);
    const { a, whole, tensors } = await compareFiles(one, other);
    assert.equal(a.network, null);
    assert.equal(whole?.count, 3);
    assert.deepEqual(
      tensors.map(({ name, b, difference }) => [name, b?.shape ?? null, difference !== null]),
      [
        ['encoder.weight', [3, 2], false],
        ['bias', [3], true],
        ['only', null, false],
      ],
    );
  });

  it('is made by the reader process, with progress, and ends with it', async () => {
    const progress: InspectionProgress[] = [];
    const comparison = await compareInReader(sample, sample, {
      entry: readerEntry,
      onProgress: (step) => progress.push(step),
    });
    assert.equal(comparison.tensors.length, 238);
    assert.ok(comparison.tensors.every(({ difference }) => difference?.changed === 0));
    assert.deepEqual(progress.at(-1), { done: 238, total: 238 });
    const controller = new AbortController();
    const cancelled = compareInReader(sample, sample, {
      entry: readerEntry,
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await assert.rejects(cancelled, failsWith('cancelled'));
  });

  it('names the file that is at fault, and gives up one that needs too much', async () => {
    writeFileSync(scratch('notes.keras'), 'Dear diary');
    await assert.rejects(
      compareInReader(sample, scratch('notes.keras'), { entry: readerEntry }),
      failsWith('model-unsupported', 'notes.keras', 'no kind of model file'),
    );
    await assert.rejects(
      compareInReader(sample, sample, { entry: readerEntry, memoryLimitBytes: 60 * 2 ** 20 }),
      failsWith('model-unreadable', 'kitchenware.keras', 'more than 60 MB'),
    );
  });

  /** Untrained weights as timm would store them, in PyTorch's layout; the head is zeros. */
  function timmTensors(
    change: (variable: string, data: Float32Array) => Float32Array = (_, data) => data,
  ): readonly RawTensor[] {
    return timmKeys().map(([name, shape, layer, variable]) => {
      if (layer === null) return { name, dtype: 'I64', shape, data: new Uint8Array(8) };
      const own = `${layer}/${ROLES[variable ?? ''] ?? ''}`;
      const tensor = weights.get(own);
      if (!tensor) return float(name, shape);
      const data = change(own, tensor.data);
      const stored = tensor.shape.length < 4 ? data : permute(data, tensor.shape, storedAxes(own));
      return { name, dtype: 'F32', shape, data: bytesOf(stored) };
    });
  }
});

/** Our roles by Keras' names of variables. */
const ROLES: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  depthwise_kernel: 'depthwise',
  pointwise_kernel: 'pointwise',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'mean',
  moving_variance: 'variance',
};

/** From TensorFlow's `[kh, kw, in, out]` to PyTorch's `[out, in, kh, kw]`; depthwise `[kh, kw, channels, 1]` likewise. */
function storedAxes(variable: string): readonly number[] {
  return variable.endsWith('/depthwise') ? [2, 3, 0, 1] : [3, 2, 0, 1];
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.slice().buffer);
}

function float(name: string, shape: readonly number[]): RawTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return { name, dtype: 'F32', shape, data: new Uint8Array(4 * count) };
}
