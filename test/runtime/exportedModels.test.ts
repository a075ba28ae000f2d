import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NamedTensorMap, Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { networks } from '../../src/model/arch/buildNetwork';
import type { ExportedModel, ExportFormatId } from '../../src/model/export/exportFormat';
import { EXPORT_FORMAT_INFO } from '../../src/model/export/exportFormat';
import { exportedLayers } from '../../src/model/export/exportedLayers';
import { MODEL_WRITERS } from '../../src/model/export/exportFormats';
import { exportedScaling } from '../../src/model/export/scaling';
import { EagerNetwork } from '../../src/model/runtime/eagerNetwork';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { FLAT_HEAD, RICH_HEAD, smallModel, TIMM } from '../export/support/smallModel';

/** Of the greatest value: what float32 loses on two ways through sixty layers. */
const TOLERANCE = 1e-4;
const PICTURES = 2;

const PER_COLOUR = { kind: 'mean-std', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/** Sizes at which TensorFlow's and PyTorch's padding differ in some pooling, and one axis unlike the other. */
const MODELS: readonly (readonly [string, () => Promise<ExportedModel>])[] = [
  ['the paper’s network', () => smallModel('paper')],
  ['a head with one of everything', () => smallModel('paper', { head: RICH_HEAD })],
  [
    'a flattened map and a scaling per colour',
    () => smallModel('paper', { head: FLAT_HEAD, preprocessing: { normalization: PER_COLOUR } }),
  ],
  ['a model that scales bytes by itself', () => smallModel('paper', { normalization: { kind: 'tf' } })],
  ['the paper’s network under PyTorch’s conventions', () => smallModel('paper', { variant: TIMM })],
  ['the article’s network', () => smallModel('article')],
  ['the PyTorch listing', () => smallModel('pytorch', { input: { height: 71, width: 85 } })],
];

describe('an exported model computes what it computed before', function () {
  this.timeout(120_000);
  const tf = nativeTensorflow();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'xception-exported-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [title, make] of MODELS) {
    describe(title, () => {
      let model: ExportedModel;
      let pictures: Tensor4D;
      let expected: Float32Array;
      before(async () => {
        model = await make();
        pictures = tf.tensor4d(picturesFor(model), [PICTURES, ...sides(model), 3]);
        expected = compute(model, pictures);
      });
      after(() => {
        pictures.dispose();
      });

      it('in TensorFlow.js, as layers', async () => {
        if (model.record.preprocessing.normalization.kind === 'mean-std') {
          await assert.rejects(write(model, 'tfjs'), /each colour in its own way/);
          return;
        }
        const target = await write(model, 'tfjs');
        const loaded = await tf.loadLayersModel(pathToFileURL(path.join(target, 'model.json')).href);
        const output = loaded.predict(pictures) as Tensor;
        assertSame(output.dataSync<'float32'>(), expected);
        tf.dispose(output);
        loaded.dispose();
      });

      it('in TensorFlow, as a SavedModel', async () => {
        const loaded = await tf.node.loadSavedModel(await write(model, 'savedmodel'));
        const { output } = loaded.predict({ input: pictures }) as NamedTensorMap;
        assertSame(output!.dataSync<'float32'>(), expected);
        tf.dispose(output!);
        loaded.dispose();
      });

      it('in ONNX Runtime', async () => {
        const session = await InferenceSession.create(await write(model, 'onnx'));
        const channelsFirst = model.facts.network === 'pytorch' || model.facts.variant !== undefined;
        const input = channelsFirst ? tf.transpose(pictures, [0, 3, 1, 2]) : pictures;
        const feed = new OnnxTensor('float32', input.dataSync<'float32'>(), input.shape);
        const { output } = await session.run({ input: feed });
        assert.deepEqual(output!.dims, [PICTURES, model.record.classes]);
        assertSame(output!.data as Float32Array, expected);
        await session.release();
      });
    });
  }

  async function write(model: ExportedModel, format: ExportFormatId): Promise<string> {
    const { extension, folder: isFolder } = EXPORT_FORMAT_INFO[format];
    const target = path.join(folder, `model${extension || `-${format}`}`);
    await rm(target, { recursive: true, force: true });
    if (isFolder) await mkdir(target);
    await MODEL_WRITERS[format](model, target, { checkpoint: () => Promise.resolve() });
    return target;
  }

  /** The answer of this product's own eager network, to what the model makes of the pictures. */
  function compute(model: ExportedModel, given: Tensor4D): Float32Array {
    const { graph, layers } = exportedLayers(model);
    const network = new EagerNetwork(
      layers,
      networks[model.facts.network].framework,
      model.weights,
      graph.output,
    );
    try {
      return tf.tidy(() => {
        const scaling = exportedScaling(model);
        const seen: Tensor4D = scaling
          ? tf.add(tf.mul(given, tf.tensor1d([...scaling.scale])), tf.tensor1d([...scaling.offset]))
          : given;
        return network.run(seen).dataSync<'float32'>().slice();
      });
    } finally {
      network.dispose();
    }
  }
});

function sides({ record }: ExportedModel): readonly [number, number] {
  return [record.input.height, record.input.width];
}

/** Pictures by formula, in the numbers that the model takes. */
function picturesFor(model: ExportedModel): Float32Array {
  const [height, width] = sides(model);
  const bytes = exportedScaling(model) !== undefined;
  return Float32Array.from({ length: PICTURES * height * width * 3 }, (_, index) => {
    const byte = Math.imul(index + 1, 0x9e3779b9) >>> 24;
    return bytes ? byte : byte / 127.5 - 1;
  });
}

function assertSame(found: Float32Array, expected: Float32Array): void {
  assert.equal(found.length, expected.length);
  const greatest = Math.max(...expected.map(Math.abs));
  const difference = Math.max(
    ...expected.map((value, index) => Math.abs(value - (found[index] ?? Number.NaN))),
  );
  assert.ok(difference <= TOLERANCE * greatest, `differs by ${difference} of ${greatest}`);
  assert.ok(new Set(expected).size > 1, 'an answer that is no constant');
}
