import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../src/model/weights/catalogue';
import { hashModel } from '../../src/model/weights/inspect/hashModel';
import { inspectFile } from '../../src/model/weights/inspect/inspectFile';
import { tensorStatistics } from '../../src/model/weights/inspect/tensorStatistics';
import { inspectInReader } from '../../src/model/weights/readerProcess';
import { untrainedWeights } from '../../src/model/weights/untrained';
import type { InspectionProgress, WeightsInspection } from '../../src/shared/inspection';
import { fixture } from '../support/paths';
import { failsWith, readerEntry } from './support/fileRequest';
import { recordedFile, writeRecorded, type RecordedFile } from './support/recordedFile';
import { safetensorsFile, type RawTensor } from './support/safetensorsFile';
import { scratchFolder } from './support/scratch';
import { timmKeys } from './support/timmKeys';

describe('the figures of a tensor', () => {
  it('are those of a series whose sums are known', () => {
    const n = 100_001;
    const { min, max, mean, std, zeros, nan, inf } = tensorStatistics(
      Float32Array.from({ length: n }, (_, i) => i),
    );
    assert.deepEqual([min, max, mean, zeros, nan, inf], [0, n - 1, (n - 1) / 2, 1, 0, 0]);
    assert.ok(Math.abs(std! / Math.sqrt((n * n - 1) / 12) - 1) < 1e-12);
  });

  it('keep a small spread around a large mean', () => {
    // In single precision, and from squares even in double precision, nothing would be left of it.
    const values = Float32Array.from({ length: 1000 }, (_, i) => 16_777_214 + (i % 2));
    assert.deepEqual([tensorStatistics(values).mean, tensorStatistics(values).std], [16_777_214.5, 0.5]);
  });

  it('leave out what is no number, and count it', () => {
    const values = Float32Array.of(
      Number.NaN,
      1,
      Number.POSITIVE_INFINITY,
      0,
      -0,
      3,
      Number.NEGATIVE_INFINITY,
    );
    const { std, ...others } = tensorStatistics(values);
    assert.deepEqual(others, { min: 0, max: 3, mean: 1, zeros: 2, nan: 1, inf: 2 });
    assert.equal(std, Math.sqrt(6 / 4));
    const nothing = { min: null, max: null, mean: null, std: null };
    assert.deepEqual(tensorStatistics(Float32Array.of(Number.NaN)), { ...nothing, zeros: 0, nan: 1, inf: 0 });
    assert.deepEqual(tensorStatistics(new Float32Array(0)), { ...nothing, zeros: 0, nan: 0, inf: 0 });
  });
});

describe('the inspection of a weights file', function () {
  this.timeout(120_000);
  // The real cache's, whatever folder the suite uses for its packs.
  const sample = catalogue().find(({ id }) => id === 'kitchenware')!.file;
  const scratch = scratchFolder();
  const write = (name: string, content: Uint8Array): string => {
    writeFileSync(scratch(name), content);
    return scratch(name);
  };

  describe('of the sample model', () => {
    let report: WeightsInspection;
    const progress: InspectionProgress[] = [];

    before(async () => {
      const onProgress = (step: InspectionProgress): unknown => progress.push(step);
      report = await inspectInReader(sample, { entry: readerEntry, onProgress });
    });

    it('tells what the model is', () => {
      const { format, framework, network, fits, problem, head, classes, input, params } = report;
      assert.deepEqual(
        { framework, network, fits, problem },
        { framework: 'keras', network: 'paper', fits: true, problem: null },
      );
      assert.equal(format, 'Keras 3 archive (.keras)');
      assert.deepEqual(head, ['global average pooling', 'Dense 100 relu', 'Dropout 0.2', 'Dense 6']);
      assert.deepEqual([classes, input, params], [6, [null, 150, 150, 3], 21_066_986]);
      assert.deepEqual(report.warnings, []);
    });

    it('hashes the whole file', () => {
      const bytes = readFileSync(sample);
      assert.equal(report.bytes, bytes.length);
      assert.equal(report.sha256, createHash('sha256').update(bytes).digest('hex'));
    });

    it('binds each tensor to a variable of its own', () => {
      const { bound, expected, missing, extra, mismatched, tensors } = report;
      assert.deepEqual([bound, expected, tensors.length], [238, 238, 238]);
      assert.deepEqual([missing, extra, mismatched], [[], [], []]);
      assert.equal(new Set(tensors.map(({ variable }) => variable)).size, 238);
      assert.ok(tensors.every(({ variable, layer }) => variable?.startsWith(`${layer}/`)));
    });

    it('has the figures that NumPy has', () => {
      const { figures } = JSON.parse(
        readFileSync(fixture('weights', 'inspect', 'statistics.json'), 'utf8'),
      ) as {
        readonly figures: Readonly<Record<string, readonly [number, number, number, number, number]>>;
      };
      assert.equal(Object.keys(figures).length, 238);
      for (const { name, statistics } of report.tensors) {
        const [min, max, mean, std, zeros] = figures[name]!;
        assert.ok(statistics);
        assert.deepEqual([statistics.min, statistics.max, statistics.zeros], [min, max, zeros], name);
        const near = (a: number | null, b: number): boolean =>
          Math.abs(a! - b) <= 1e-9 * (Math.abs(mean) + std);
        assert.ok(near(statistics.mean, mean) && near(statistics.std, std), name);
      }
    });

    it('tells how far it is', () => {
      assert.equal(progress.length, 238);
      assert.deepEqual(progress.at(-1), { done: 238, total: 238 });
    });

    it('is given up when it needs too much', async () => {
      await assert.rejects(
        inspectInReader(sample, { entry: readerEntry, memoryLimitBytes: 60 * 2 ** 20 }),
        failsWith('model-unreadable', 'kitchenware.keras', 'more than 60 MB'),
      );
    });
  });

  describe('of a file that does not fit', () => {
    const recorded = recordedFile('keras2-backbone.weights-alone.h5');
    const weights = [...untrainedWeights('paper', { includeTop: false }).values()];

    it('names what is missing', async () => {
      const lacking = recorded.datasets.filter(([name]) => !name.includes('block14_sepconv1/'));
      assert.equal(lacking.length, recorded.datasets.length - 2);
      const file = scratch('lacking.h5');
      await writeRecorded(
        { ...recorded, datasets: lacking, groups: withoutNames(recorded.groups, 'block14_sepconv1/') },
        weights,
        file,
      );
      const report = await inspectFile(file);
      assert.deepEqual([report.network, report.fits, report.nearest], [null, false, 'paper']);
      assert.equal(report.problem?.code, 'model-mismatch');
      assert.deepEqual(
        report.missing.map(({ variable }) => variable),
        ['block14_sepconv1/depthwise', 'block14_sepconv1/pointwise'],
      );
      assert.deepEqual([report.extra, report.mismatched], [[], []]);
      assert.equal(report.bound, report.expected - 2);
      assert.equal(report.tensors.length, lacking.length);
    });

    it('names what has another shape', async () => {
      const wrong = weights.map((tensor, index) =>
        index === 0 ? { shape: [3, 3, 3, 16], data: new Float32Array(3 * 3 * 3 * 16) } : tensor,
      );
      const first = recorded.datasets.find(([, , , ordinal]) => ordinal === 0)!;
      const datasets = recorded.datasets.map((dataset) =>
        dataset === first ? ([first[0], [3, 3, 3, 16], first[2], 0] as const) : dataset,
      );
      const file = scratch('wrong.h5');
      await writeRecorded({ ...recorded, datasets }, wrong, file);
      const { nearest, mismatched, missing, extra } = await inspectFile(file);
      assert.equal(nearest, 'paper');
      assert.deepEqual(
        mismatched.map(({ variable, shape, expected }) => ({ variable, shape, expected })),
        [{ variable: 'block1_conv1/kernel', shape: [3, 3, 3, 16], expected: [3, 3, 3, 32] }],
      );
      assert.deepEqual([missing, extra], [[], []]);
    });

    it('tells a network that is none of these from its tensors alone', async () => {
      const file = write(
        'other.safetensors',
        safetensorsFile([float('encoder.weight', [4, 4]), float('encoder.bias', [4])]),
      );
      const report = await inspectFile(file);
      assert.deepEqual([report.network, report.nearest, report.bound, report.expected], [null, null, 0, 0]);
      assert.equal(report.problem?.code, 'model-unsupported');
      assert.deepEqual(report.extra, [
        { name: 'encoder.weight', shape: [4, 4] },
        { name: 'encoder.bias', shape: [4] },
      ]);
      assert.equal(report.params, 20);
    });
  });

  describe("of PyTorch's weights", () => {
    const tensors = timmKeys().map(([name, shape]) => float(name, shape));

    it('binds by name and tells the conventions that go with them', async () => {
      const report = await inspectFile(write('timm.safetensors', safetensorsFile(tensors)));
      assert.deepEqual([report.network, report.fits], ['paper', true]);
      assert.deepEqual(report.variant, { epsilon: 1e-5, padding: 1 });
      assert.deepEqual([report.preprocessing.resize, report.preprocessingFrom], ['bicubic', 'file']);
      // How many batches a norm has seen is a whole number, and no variable of the network.
      const counters = report.tensors.filter(({ name }) => name.endsWith('num_batches_tracked'));
      assert.ok(counters.every(({ variable }) => variable === null));
      assert.equal(report.bound, report.tensors.length - counters.length);
    });

    it('finds them under another name in front, with a tensor missing and one too much', async () => {
      const changed = tensors
        .filter(({ name }) => name !== 'block12.rep.1.conv1.weight' && name !== 'fc.bias')
        .map((tensor) => ({ ...tensor, name: `net.${tensor.name}` }));
      const more = [...changed, float('net.fc2.weight', [10, 10])];
      const report = await inspectFile(write('changed.safetensors', safetensorsFile(more)));
      assert.deepEqual([report.network, report.nearest, report.fits], [null, 'paper', false]);
      assert.deepEqual(
        report.missing.map(({ name }) => name),
        ['net.block12.rep.1.conv1.weight'],
      );
      assert.ok(report.extra.some(({ name }) => name === 'net.fc2.weight'));
    });

    it('warns of what is no number, with the layer', async () => {
      const sick = tensors.map((tensor) => {
        if (tensor.name !== 'bn3.running_var') return tensor;
        const values = new Float32Array(tensor.data.length / 4);
        values.set([Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY]);
        return { ...tensor, data: new Uint8Array(values.buffer) };
      });
      const {
        warnings,
        fits,
        tensors: found,
      } = await inspectFile(write('sick.safetensors', safetensorsFile(sick)));
      assert.equal(fits, true);
      assert.deepEqual(warnings, [
        'Layer block14_sepconv1_bn: 2 NaN and 1 infinite among the 1536 numbers of bn3.running_var. Answers mean nothing.',
      ]);
      const { statistics } = found.find(({ name }) => name === 'bn3.running_var')!;
      assert.deepEqual([statistics?.nan, statistics?.inf, statistics?.mean], [2, 1, 0]);
    });
  });

  describe('of what is no model', () => {
    it('is the error that opening it gives', async () => {
      await assert.rejects(
        inspectInReader(write('notes.keras', Buffer.from('Dear diary')), { entry: readerEntry }),
        failsWith('model-unsupported', 'notes.keras', 'no kind of model file'),
      );
      await assert.rejects(inspectFile(scratch('absent.h5')), failsWith('file-missing', 'absent.h5'));
      const cut = write('cut.safetensors', safetensorsFile([float('a', [4])]).subarray(0, -3));
      await assert.rejects(inspectFile(cut), failsWith('model-unreadable', 'cut.safetensors'));
    });
  });

  it('hashes a model of several files as sha256sum lists them', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = scratch('several');
    mkdirSync(path.join(folder, 'b'), { recursive: true });
    for (const name of ['model.json', 'b/shard2', 'a.bin']) writeFileSync(path.join(folder, name), name);
    const files = ['model.json', 'b/shard2', 'a.bin'].map((name) => path.join(folder, name));
    const list = execFileSync('sha256sum', ['a.bin', 'b/shard2', 'model.json'], { cwd: folder });
    assert.deepEqual(await hashModel(files), {
      sha256: createHash('sha256').update(list).digest('hex'),
      bytes: 'model.jsonb/shard2a.bin'.length,
      files: ['a.bin', 'b/shard2', 'model.json'],
    });
  });
});

function float(name: string, shape: readonly number[]): RawTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return { name, dtype: 'F32', shape, data: new Uint8Array(4 * count) };
}

/** Keras lists a group's weights in an attribute. */
function withoutNames(groups: RecordedFile['groups'], part: string): RecordedFile['groups'] {
  return groups.map(([name, attributes]) => [
    name,
    Object.fromEntries(
      Object.entries(attributes).map(([key, attribute]) => {
        const { value } = attribute;
        if (typeof value === 'string' || value === null) return [key, attribute];
        const left = value.filter((item) => !item.includes(part));
        return [key, { value: left, length: left.length === 0 ? 0 : attribute.length }];
      }),
    ),
  ]);
}
