import assert from 'node:assert/strict';
import { buildNetwork } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { variablesOf } from '../../src/model/arch/variables';
import { bindWeights, requireComplete } from '../../src/model/weights/bindWeights';
import { inferModel } from '../../src/model/weights/inferModel';
import { planModel } from '../../src/model/weights/planModel';
import { TensorReader } from '../../src/model/weights/readTensors';
import type { TensorEntry, WeightsFile } from '../../src/model/weights/weightsFormat';
import { failsWith } from './support/fileRequest';

const INPUT = { height: 299, width: 299 };

/** The entries of a weights-only file in Keras 2's layout, every layer renamed as a long session would have it. */
function entriesOf(network: 'paper' | 'article', rename = (name: string): string => name): TensorEntry[] {
  return sizeNetwork(buildNetwork(network), INPUT).flatMap((layer) =>
    variablesOf(layer, 'keras').map(({ key, shape }) => {
      const name = rename(layer.name);
      const variable = key.split('/')[1]!;
      return { name: `${name}/${variable}`, layer: name, layerName: name, variable, dtype: 'float32', shape };
    }),
  );
}

/** A weights file in memory: its tensors are all `value`. */
function fileOf(entries: readonly TensorEntry[], value = 0): WeightsFile {
  return {
    format: 'memory',
    framework: 'keras',
    entries,
    metadata: {},
    read: ({ shape }) => Promise.resolve(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value)),
    close: () => Promise.resolve(),
  };
}

describe('matching tensors to a network', () => {
  const layers = sizeNetwork(buildNetwork('paper'), INPUT);
  const own = new Map(layers.map(({ name }) => [name, name]));

  it('pairs every variable with its tensor, whatever their order in a layer', () => {
    const entries = entriesOf('paper').toReversed();
    const binding = bindWeights('paper', layers, entries, own);
    assert.equal(binding.bound.length, 236);
    for (const { variable, entry } of binding.bound) assert.equal(entry.name, variable.key);
    assert.deepEqual([binding.missing, binding.extra, binding.mismatched], [[], [], []]);
    requireComplete(binding, 'model.h5');
  });

  it('goes by number where a file has no names', () => {
    const numbered = sizeNetwork(buildNetwork('paper'), INPUT).flatMap((layer) =>
      variablesOf(layer, 'keras').map(({ shape, key }, index) => ({
        ...{ name: `${layer.name}/vars/${index}`, layer: layer.name, variable: String(index) },
        ...{ dtype: 'float32', shape, key },
      })),
    );
    for (const { variable, entry } of bindWeights('paper', layers, numbered, own).bound) {
      assert.equal((entry as (typeof numbered)[number]).key, variable.key);
    }
  });

  it('names what is missing, left over and of another shape', () => {
    const entries = entriesOf('paper')
      .filter(({ name }) => name !== 'block9_sepconv1/pointwise_kernel')
      .map((entry) => (entry.name === 'predictions/bias' ? { ...entry, shape: [999] } : entry));
    const stray = { name: 'stray/kernel', layer: 'stray', variable: 'kernel', dtype: 'float32', shape: [4] };
    const binding = bindWeights('paper', layers, [...entries, stray], own);
    assert.deepEqual(
      binding.missing.map(({ key }) => key),
      ['block9_sepconv1/pointwise_kernel'],
    );
    assert.deepEqual(binding.extra, [stray]);
    assert.deepEqual(
      binding.mismatched.map(({ entry }) => entry.name),
      ['predictions/bias'],
    );
    assert.throws(
      () => requireComplete(binding, '/a/model.h5'),
      failsWith(
        'model-mismatch',
        'model.h5',
        'block9_sepconv1/pointwise_kernel [1, 1, 728, 728] is missing',
        'predictions/bias is [999] where predictions/bias is [1000]',
        'stray/kernel [4] belongs to no layer',
      ),
    );
  });
});

describe('weights without a structure', () => {
  it('are told apart by shapes and order, under any names', () => {
    let count = 40;
    const renamed = (name: string): string => (name.startsWith('block') ? name : `${name}_${count++}`);
    const names = new Map<string, string>();
    const rename = (name: string): string => {
      if (!names.has(name)) names.set(name, renamed(name));
      return names.get(name)!;
    };
    const paper = inferModel(entriesOf('paper', rename), undefined, 'x.h5');
    assert.equal(paper.network, 'paper');
    assert.equal(paper.layers.get('conv2d_3'), names.get('conv2d_3'));
    assert.equal(paper.head.at(-1)!.name, 'predictions');
    assert.deepEqual(paper.warnings, []);
    assert.equal(inferModel(entriesOf('article'), undefined, 'x.h5').network, 'article');
  });

  it('of the first Keras, under names long gone, are found by their place', () => {
    const old: Readonly<Record<string, string>> = {
      ...{ kernel: 'W', bias: 'b', gamma: 'gamma', beta: 'beta' },
      ...{ moving_mean: 'running_mean', moving_variance: 'running_std' },
    };
    const entries = entriesOf('paper').map((entry) => ({
      ...entry,
      variable: `${entry.layer}_${old[entry.variable] ?? entry.variable}`,
    }));
    const { layers } = inferModel(entries, undefined, 'x.h5');
    const sized = sizeNetwork(buildNetwork('paper'), INPUT);
    for (const { variable, entry } of bindWeights('paper', sized, entries, layers).bound) {
      assert.equal(entry.name, variable.key);
    }
  });

  it('of another network are refused with what does not fit', () => {
    const entries = entriesOf('paper').map((entry) =>
      entry.name === 'block2_sepconv2/pointwise_kernel' ? { ...entry, shape: [1, 1, 128, 192] } : entry,
    );
    assert.throws(
      () => inferModel(entries, undefined, '/a/other.h5'),
      failsWith('model-mismatch', 'other.h5', 'block2_sepconv2', '[1, 1, 128, 192]'),
    );
    assert.throws(
      () => inferModel([], undefined, 'none.h5'),
      failsWith('model-mismatch', 'is missing', 'more'),
    );
  });

  it('with a head that could be read in two ways are refused with what to do', () => {
    const norm = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((variable) => ({
      ...{ name: `head/${variable}`, layer: 'head', variable, dtype: 'float32', shape: [2048] },
    }));
    assert.throws(
      () => inferModel([...entriesOf('paper'), ...norm], undefined, 'x.h5'),
      failsWith('model-unsupported', 'head', 'Save the whole model'),
    );
  });

  it('tie a flattened head to the input size that gives its number of values', async () => {
    const dense = ['kernel', 'bias'].map((variable) => ({
      ...{ name: `d/${variable}`, layer: 'd', variable, dtype: 'float32' },
      shape: variable === 'kernel' ? [5 * 5 * 2048, 4] : [4],
    }));
    const backbone = entriesOf('paper').filter(({ layer }) => layer !== 'predictions');
    const entries = [...backbone, ...dense];
    const { facts } = await planModel(fileOf(entries), 'x.h5', { height: 150, width: 150 });
    assert.deepEqual(facts.input, { height: 150, width: 150 });
    assert.equal(facts.head[0]!.op.kind, 'flatten');
    await assert.rejects(planModel(fileOf(entries), 'x.h5'), failsWith('model-unsupported', '51200 values'));
  });

  it('that are no numbers are read, and told', async () => {
    const file = fileOf(entriesOf('paper'), Number.NaN);
    const reader = new TensorReader(file, (await planModel(file, 'x.h5')).bound);
    assert.deepEqual(reader.warnings, []);
    for await (const { shape, data } of reader.tensors()) {
      assert.equal(
        data.length,
        shape.reduce((a, b) => a * b, 1),
      );
    }
    assert.equal(reader.warnings.length, 1);
    assert.match(reader.warnings[0]!, /NaN.*block1_conv1\/kernel, .* and 233 more/);
  });
});
