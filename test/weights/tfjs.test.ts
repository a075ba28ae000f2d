import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { tfjs } from '../../src/model/weights/tfjs/tfjsFormat';
import { HEAD_BYTES, type WeightsFile } from '../../src/model/weights/weightsFormat';
import { scratchFolder } from './support/scratch';

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32';
  readonly quantization?: { readonly dtype: string; readonly scale?: number; readonly min?: number };
}

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly WeightSpec[];
  }[];
}

describe('TensorFlow.js models', () => {
  const scratch = scratchFolder();
  let saved: ModelJson;
  let bytes: Buffer;
  let values: ReadonlyMap<string, Float32Array>;

  before(async () => {
    const tf = nativeTensorflow();
    const model = tf.sequential({
      layers: [
        tf.layers.separableConv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3, name: 'sepconv' }),
        tf.layers.batchNormalization({ name: 'norm' }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2, name: 'scores' }),
      ],
    });
    await model.save(`file://${scratch('saved')}`);
    values = new Map(model.weights.map((weight) => [weight.originalName, numbersOf(weight.read())]));
    model.dispose();
    saved = JSON.parse(readFileSync(scratch('saved', 'model.json'), 'utf8')) as ModelJson;
    bytes = readFileSync(scratch('saved', 'weights.bin'));
  });

  /** A model of its own folder. */
  function write(name: string, json: unknown, files: Readonly<Record<string, Uint8Array>>): string {
    const file = scratch(name, 'model.json');
    for (const [shard, content] of Object.entries(files)) {
      mkdirSync(path.dirname(scratch(name, shard)), { recursive: true });
      writeFileSync(scratch(name, shard), content);
    }
    writeFileSync(file, JSON.stringify(json));
    return file;
  }

  it('that TensorFlow.js saved are read as it reads them', async () => {
    const file = scratch('saved', 'model.json');
    assert.equal(await tfjs.match(readFileSync(file).subarray(0, HEAD_BYTES), file), true);
    const model = await tfjs.open(file);
    assert.equal(model.framework, 'keras');
    assert.deepEqual(
      model.config?.layers.map(({ className }) => className),
      ['InputLayer', 'SeparableConv2D', 'BatchNormalization', 'Flatten', 'Dense'],
    );
    assert.deepEqual(
      model.entries.map(({ layer, variable }) => `${layer}/${variable}`),
      [...values.keys()],
    );
    assert.deepEqual(await contents(model), values);
  });

  it('open by their folder too', async () => {
    const folderOf = scratch('saved');
    assert.equal(await tfjs.match(new Uint8Array(0), folderOf), true);
    assert.deepEqual(await contents(await tfjs.open(folderOf)), values);
    mkdirSync(scratch('a folder'));
    assert.equal(await tfjs.match(new Uint8Array(0), scratch('a folder')), false);
  });

  it('may be cut into files anywhere', async () => {
    const [group] = saved.weightsManifest;
    const cuts = [0, 1, 10, 11, 300, bytes.length - 3, bytes.length];
    const shards = cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
    const paths = shards.map((_, index) => `group1-shard${index + 1}of${shards.length}.bin`);
    const json = { ...saved, weightsManifest: [{ paths, weights: group!.weights }] };
    const files = Object.fromEntries(paths.map((name, index) => [name, shards[index]!]));
    assert.deepEqual(await contents(await tfjs.open(write('cut', json, files))), values);
  });

  it('may have several groups, in folders of their own', async () => {
    const [{ weights } = { weights: [] }] = saved.weightsManifest;
    const size = (spec: WeightSpec): number => 4 * spec.shape.reduce((product, axis) => product * axis, 1);
    const first = weights.slice(0, 3);
    const middle = first.reduce((sum, spec) => sum + size(spec), 0);
    const weightsManifest = [
      { paths: ['a/1.bin'], weights: first },
      { paths: ['b/1.bin'], weights: weights.slice(3) },
    ];
    const files = { 'a/1.bin': bytes.subarray(0, middle), 'b/1.bin': bytes.subarray(middle) };
    assert.deepEqual(
      await contents(await tfjs.open(write('groups', { ...saved, weightsManifest }, files))),
      values,
    );
  });

  for (const dtype of ['uint8', 'uint16', 'float16'] as const) {
    it(`quantized to ${dtype} mean what TensorFlow.js takes them for`, async () => {
      const [{ weights } = { weights: [] }] = saved.weightsManifest;
      const specs = weights.map((spec, index) => ({
        ...spec,
        quantization:
          dtype === 'float16' ? { dtype } : { dtype, scale: 0.0123 / (index + 1), min: -0.7 * index },
      }));
      const count = bytes.length / 4;
      const data = Buffer.alloc(count * (dtype === 'uint8' ? 1 : 2));
      for (let i = 0; i < data.length; i++) data[i] = (i * 89) % (dtype === 'float16' ? 120 : 256);
      const json = { ...saved, weightsManifest: [{ paths: ['weights.bin'], weights: specs }] };
      const tf = nativeTensorflow();
      const decoded = tf.io.decodeWeights(new Uint8Array(data).buffer, specs as never);
      const expected = new Map(Object.entries(decoded).map(([name, tensor]) => [name, numbersOf(tensor)]));
      tf.dispose(decoded);
      const file = write(dtype, json, { 'weights.bin': data });
      assert.deepEqual(await contents(await tfjs.open(file)), expected);
    });
  }

  it("that the converter wrote have Keras' configuration under a key of its own", async () => {
    const modelTopology = {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: saved.modelTopology,
    };
    const json = {
      ...saved,
      modelTopology,
      format: 'layers-model',
      convertedBy: 'TensorFlow.js Converter v4.22.0',
    };
    const model = await tfjs.open(write('converted', json, { 'weights.bin': bytes }));
    assert.deepEqual(await contents(model), values);
    assert.deepEqual(model.metadata, {
      keras_version: '2.15.0',
      generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
      convertedBy: 'TensorFlow.js Converter v4.22.0',
    });
  });

  it('made from graphs are refused with a way out', async () => {
    const json = { format: 'graph-model', modelTopology: { node: [] }, weightsManifest: [] };
    const file = write('graph', json, { 'weights.bin': bytes });
    assert.equal(await tfjs.match(readFileSync(file), file), true);
    await assert.rejects(tfjs.open(file), {
      code: 'model-unsupported',
      message: /graph model.*tfjs_layers_model/,
    });
  });

  it('are not every JSON file', async () => {
    const file = scratch('package.json');
    writeFileSync(file, '{"name": "x"}');
    assert.equal(await tfjs.match(readFileSync(file), file), false);
  });

  for (const [what, shard] of [
    ['parent folders', '../saved/weights.bin'],
    ['hidden parent folders', 'a/../../saved/weights.bin'],
    ['absolute paths', '/etc/passwd'],
    ['addresses', 'https://example.com/weights.bin'],
    ['drives', 'C:\\weights.bin'],
    ['backslashes', '..\\saved\\weights.bin'],
  ] as const) {
    it(`do not get weights by ${what}`, async () => {
      const json = { ...saved, weightsManifest: [{ ...saved.weightsManifest[0], paths: [shard] }] };
      const file = write('outside', json, { 'a/x.bin': bytes });
      await assert.rejects(tfjs.open(file), { code: 'model-unreadable', message: /from outside its folder/ });
    });
  }

  it('do not get weights by links out of their folder, but by links inside', async () => {
    const file = write('links', saved, { 'real.bin': bytes });
    const link = scratch('links', 'weights.bin');
    symlinkSync(scratch('saved', 'weights.bin'), link);
    await assert.rejects(tfjs.open(file), { code: 'model-unreadable', message: /link out of its folder/ });
    rmSync(link);
    symlinkSync('real.bin', link);
    assert.deepEqual(await contents(await tfjs.open(file)), values);
  });

  it('name the file of weights that is missing or too short', async () => {
    await assert.rejects(tfjs.open(write('missing', saved, { 'other.bin': bytes })), {
      code: 'model-unreadable',
      message: /weights\.bin is not beside it/,
    });
    await assert.rejects(tfjs.open(write('short', saved, { 'weights.bin': bytes.subarray(4) })), {
      code: 'model-unreadable',
      message: /need 1396 bytes, and the files beside it have 1392/,
    });
  });
});

function numbersOf(tensor: { dataSync: () => ArrayLike<number> }): Float32Array {
  return Float32Array.from(tensor.dataSync());
}

async function contents(model: WeightsFile): Promise<ReadonlyMap<string, Float32Array>> {
  const read = new Map<string, Float32Array>();
  for (const entry of model.entries) read.set(entry.name, await model.read(entry));
  await model.close();
  return read;
}
