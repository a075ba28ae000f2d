import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tfjs } from '../../src/model/weights/tfjs/tfjsFormat';
import type { ErrorCode } from '../../src/shared/xceptionError';
import { failsWith } from './support/fileRequest';
import { scratchFolder } from './support/scratch';

const dense = {
  class_name: 'Dense',
  config: { name: 'scores', units: 2, batch_input_shape: [null, 3] },
};
const modelTopology = { class_name: 'Sequential', config: { name: 'model', layers: [dense] } };
const kernel = { name: 'scores/kernel', shape: [3, 2], dtype: 'float32' };

describe('a broken or hostile TensorFlow.js model', function () {
  this.timeout(5_000);
  const scratch = scratchFolder();
  let count = 0;

  /** A model of one tensor of six values, with `change` made to it. */
  function written(change: object | string): string {
    const folder = scratch(`model${++count}`);
    mkdirSync(folder);
    writeFileSync(`${folder}/weights.bin`, new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer));
    const sound = { modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: [kernel] }] };
    const text = typeof change === 'string' ? change : JSON.stringify({ ...sound, ...change });
    writeFileSync(`${folder}/model.json`, text);
    return `${folder}/model.json`;
  }

  async function rejects(
    change: object | string,
    code: ErrorCode,
    ...words: readonly (string | RegExp)[]
  ): Promise<void> {
    await assert.rejects(tfjs.open(written(change)), failsWith(code, 'model.json', ...words));
  }

  const weight = (change: object, paths: readonly string[] = ['weights.bin']): object => ({
    weightsManifest: [{ paths, weights: [{ ...kernel, ...change }] }],
  });

  it('is not what the tests below write when they write a sound one', async () => {
    const model = await tfjs.open(written({}));
    const [entry] = model.entries;
    assert.deepEqual(await model.read(entry!), Float32Array.of(1, 2, 3, 4, 5, 6));
    assert.deepEqual([entry?.layer, entry?.variable, entry?.shape], ['scores', 'kernel', [3, 2]]);
  });

  it('is told: no JSON, or JSON without a model', async () => {
    for (const text of [
      '',
      '{',
      '[]',
      '"text"',
      'null',
      '{"modelTopology": {}}',
      '{"weightsManifest": []}',
    ]) {
      await rejects(text, 'model-unreadable');
    }
    await rejects({ modelTopology: { ...modelTopology, config: 7 } }, 'model-unreadable', 'configuration');
  });

  it('is told: a list of weights that is none', async () => {
    for (const weightsManifest of [
      null,
      {},
      [7],
      [{}],
      [{ paths: 'weights.bin', weights: [] }],
      [{ paths: [7], weights: [] }],
    ]) {
      await rejects({ weightsManifest }, 'model-unreadable');
    }
    await rejects({ weightsManifest: [{ paths: [], weights: [7] }] }, 'model-unreadable', 'no name');
    await rejects(weight({ name: 7 }), 'model-unreadable', 'no name');
    await rejects(
      { weightsManifest: [{ paths: ['weights.bin'], weights: [kernel, kernel] }] },
      'model-unreadable',
      /need 48 bytes/,
    );
    const half = { ...kernel, shape: [3] };
    await rejects(
      { weightsManifest: [{ paths: ['weights.bin'], weights: [half, half] }] },
      'model-unreadable',
      'two weights',
    );
  });

  for (const [what, shape] of [
    ['ten gigabytes', [2_500_000_000]],
    ['negative', [-3, -2]],
    ['fractions', [1.5, 4]],
    ['text', '32'],
    ['more than any number counts', [2 ** 40, 2 ** 40]],
    ['a hundred axes', Array<number>(100).fill(1)],
  ] as const) {
    it(`is told: a shape that is ${what}`, () =>
      rejects(weight({ shape }), 'model-unreadable', /shape|bytes/));
  }

  it('with weights that are no numbers is refused', async () => {
    for (const dtype of ['string', 'constructor', '__proto__', '']) {
      await rejects(weight({ dtype }), 'model-unsupported', 'scores/kernel');
    }
    const model = await tfjs.open(written(weight({ dtype: 'int32' })));
    await assert.rejects(model.read(model.entries[0]!), failsWith('model-unsupported', 'int32', 'float32'));
  });

  it('is told: quantization without its numbers, or of a kind that is none', async () => {
    await rejects(weight({ quantization: { dtype: 'uint8' } }), 'model-unreadable', 'no scale');
    await rejects(
      weight({ quantization: { dtype: 'uint8', scale: '1', min: 0 } }),
      'model-unreadable',
      'no scale',
    );
    await rejects(
      weight({ quantization: { dtype: 'int8', scale: 1, min: 0 } }),
      'model-unreadable',
      'no scale',
    );
    await rejects(weight({ quantization: {} }), 'model-unsupported', 'undefined');
  });

  it('does not look for thousands of files', async () => {
    await rejects(
      weight({}, Array<string>(5000).fill('weights.bin')),
      'model-unreadable',
      'lists 5000 files',
    );
  });

  it('does not take a folder for weights, or a name of none', async () => {
    for (const name of ['.', '', '\0']) await rejects(weight({}, [name]), 'model-unreadable');
    const file = written(weight({}, ['folder']));
    mkdirSync(path.join(path.dirname(file), 'folder'));
    await assert.rejects(tfjs.open(file), failsWith('model-unreadable', 'folder is no file'));
  });

  it('does not fill the memory and does not run deep', async () => {
    await rejects(`{"modelTopology": [${'1,'.repeat(3_000_000)}1]}`, 'model-unreadable', 'values');
    const deep = `${'{"class_name":"Model","config":{"layers":['.repeat(100_000)}${']}}'.repeat(100_000)}`;
    await rejects(`{"modelTopology": ${deep}, "weightsManifest": []}`, 'model-unreadable');
    await rejects(`{"x": "${' '.repeat(33 * 2 ** 20)}"}`, 'model-unreadable', 'bytes');
  });
});
