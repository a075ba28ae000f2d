import assert from 'node:assert/strict';
import { decodeImageBytes } from '../../src/model/image/decodeImage';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { openModel } from '../../src/model/weights/openModel';
import { readPack, type PackedModel } from '../../src/model/weights/packFile';
import { preparePack } from '../../src/model/weights/preparePack';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { histogram } from '../../src/model/worker/inside/histogram';
import { kernelSheet } from '../../src/model/worker/inside/kernelSheet';
import { layerWeights, type OpenModel } from '../../src/model/worker/inside/layerWeights';
import type { LayerWeights } from '../../src/shared/explainProtocol';
import { XceptionError, type ErrorCode } from '../../src/shared/xceptionError';
import { sampleModel } from '../support/lookInside';

const quiet = new AbortController().signal;
const open: OpenModel = (request) => openModel(request);
const paper = untrainedModel('paper');

function failsWith(code: ErrorCode, pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof XceptionError && error.code === code && pattern.test(error.message);
}

describe('the weights of a layer', function () {
  this.timeout(60_000);

  it('are told tensor by tensor, with figures of their numbers', async () => {
    const { title, tensors } = await layerWeights({ model: paper, layer: 'block2_sepconv1' }, open, quiet);
    assert.equal(title, paper.title);
    assert.deepEqual(
      tensors.map(({ role, shape }) => [role, shape]),
      [
        ['depthwise', [3, 3, 64, 1]],
        ['pointwise', [1, 1, 64, 128]],
      ],
    );
    const weights = untrainedWeights('paper');
    for (const { role, min, max, mean, std, zeros, histogram: counts } of tensors) {
      const data = [...(weights.get(`block2_sepconv1/${role}`)?.data ?? [])];
      const average = data.reduce((sum, value) => sum + value, 0) / data.length;
      assert.deepEqual([min, max], [Math.min(...data), Math.max(...data)]);
      assert.ok(Math.abs((mean ?? 1) - average) < 1e-9);
      const spread = Math.sqrt(data.reduce((sum, value) => sum + (value - average) ** 2, 0) / data.length);
      assert.ok(Math.abs((std ?? 0) - spread) < 1e-9);
      assert.equal(zeros, data.filter((value) => value === 0).length);
      assert.ok(counts.length <= 64);
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        data.length,
      );
    }
  });

  it('are pictures where they are kernels: in colour of the first layer, in grey of a depthwise one', async () => {
    const kernels = async (layer: string): Promise<LayerWeights['tensors'][number]['kernels'][]> =>
      (await layerWeights({ model: paper, layer }, open, quiet)).tensors.map((tensor) => tensor.kernels);
    const [first] = await kernels('block1_conv1');
    assert.deepEqual([first?.count, first?.colour], [32, true]);
    const [depthwise, pointwise] = await kernels('block2_sepconv1');
    assert.deepEqual([depthwise?.count, depthwise?.colour], [64, false]);
    assert.equal(pointwise, undefined);
    for (const sheet of [first, depthwise]) {
      assert.ok(sheet);
      const { picture } = await decodeImageBytes(sheet.picture.bytes, 'kernels');
      assert.deepEqual([picture.width, picture.height], [sheet.picture.width, sheet.picture.height]);
    }
  });

  it('are all that is read of a model file', async () => {
    const asked: (readonly string[])[] = [];
    const opened = await openModel(sampleModel());
    const spying: OpenModel = (_request, only) => {
      asked.push([...opened.weights.keys()].filter((name) => only?.(name) ?? true));
      return Promise.resolve(opened);
    };
    await layerWeights({ model: sampleModel(), layer: 'block1_conv1_bn' }, spying, quiet);
    assert.deepEqual(asked, [['gamma', 'beta', 'mean', 'variance'].map((role) => `block1_conv1_bn/${role}`)]);

    const { source } = sampleModel();
    assert.ok(source.kind === 'file');
    const pack = await preparePack(source.path);
    const only = (name: string): boolean => name.startsWith('block1_conv1/');
    const part: PackedModel = await readPack(pack, { only });
    assert.deepEqual([...part.weights.keys()], ['block1_conv1/kernel']);
    assert.deepEqual(
      part.weights.get('block1_conv1/kernel')?.data,
      opened.weights.get('block1_conv1/kernel')?.data,
    );
  });

  it('are none of a layer without any', async () => {
    assert.deepEqual((await layerWeights({ model: paper, layer: 'add' }, open, quiet)).tensors, []);
  });

  it('are refused for a layer or a network that the model has not, with the reason', async () => {
    await assert.rejects(
      layerWeights({ model: paper, layer: 'conv2d_9' }, open, quiet),
      failsWith('usage', /has no layer "conv2d_9"/),
    );
    await assert.rejects(
      layerWeights({ model: paper, layer: 'conv2d', network: 'article' }, open, quiet),
      failsWith('model-mismatch', /network "paper".*"article"/),
    );
  });

  it('stop when nobody waits for them any more', async () => {
    const controller = new AbortController();
    controller.abort(new XceptionError('cancelled', 'Cancelled.'));
    await assert.rejects(
      layerWeights({ model: paper, layer: 'block1_conv1' }, open, controller.signal),
      failsWith('cancelled', /Cancelled/),
    );
  });
});

describe('a histogram', () => {
  it('counts every finite number once, the ends too', () => {
    const values = Float32Array.from([0, 1, 1, 2, 3, 4, 4, 4, Number.NaN, Number.POSITIVE_INFINITY]);
    assert.deepEqual(histogram(values, 0, 4), [1, 2, 1, 4]);
  });

  it('has one part where all numbers are equal, and at most 64', () => {
    assert.deepEqual(histogram(new Float32Array(9).fill(2), 2, 2), [9]);
    assert.equal(
      histogram(
        Float32Array.from({ length: 10_000 }, (_, i) => i),
        0,
        9999,
      ).length,
      64,
    );
  });
});

describe('a sheet of kernels', () => {
  it('puts black for the least, white for the greatest and grey for 0, a square for each weight', () => {
    // Two depthwise kernels of 1 × 2.
    const sheet = kernelSheet([1, 2, 2, 1], Float32Array.from([-1, 1, 0, 0.5]), 1);
    assert.ok(sheet);
    const { data, width } = sheet.raster;
    assert.deepEqual([sheet.count, sheet.colour], [2, false]);
    const rows = Math.ceil(2 / Math.ceil(Math.sqrt(2 * (1 / 2))));
    assert.equal(sheet.raster.height, rows * 8 - 2);
    const at = (x: number, y: number): readonly number[] => [
      ...data.slice(4 * (y * width + x), 4 * (y * width + x + 1)),
    ];
    const grey = (level: number): readonly number[] => [level, level, level, 255];
    assert.deepEqual([at(0, 0), at(11, 5)], [grey(0), grey(128)]);
    assert.deepEqual([at(0, 8), at(11, 13)], [grey(255), grey(191)]);
    assert.equal(at(0, 6)[3], 0, 'nothing between them');
  });

  it('gives each colour its plane', () => {
    // One kernel of 1 × 2 over red, green and blue.
    const sheet = kernelSheet([1, 2, 3, 1], Float32Array.from([1, 0, -1, 0, 0, 0]), 1);
    assert.ok(sheet);
    assert.equal(sheet.colour, true);
    assert.deepEqual([...sheet.raster.data.slice(0, 4)], [255, 128, 0, 255]);
  });

  it('is none of what has no window', () => {
    assert.equal(kernelSheet([1, 1, 8, 8], new Float32Array(64), 1), undefined);
    assert.equal(kernelSheet([8], new Float32Array(8), 1), undefined);
  });
});
