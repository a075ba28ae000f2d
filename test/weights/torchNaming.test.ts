import assert from 'node:assert/strict';
import { buildNetwork } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { variablesOf } from '../../src/model/arch/variables';
import type { Binding } from '../../src/model/weights/bindWeights';
import { moduleEntry } from '../../src/model/weights/torch/moduleEntry';
import { understandTorch } from '../../src/model/weights/torch/torchNaming';
import type { Understanding } from '../../src/model/weights/understanding';
import type { TensorEntry } from '../../src/model/weights/weightsFormat';
import { referenceTensors } from '../support/reference';
import { timmKeys } from './support/timmKeys';

const TIMM = timmKeys();
const timm = TIMM.map(([key, shape]) => moduleEntry(key, 'float32', shape));
const listing = referenceTensors('pytorch').map(({ name = '', shape }) =>
  moduleEntry(name, 'float32', shape),
);

describe('names of PyTorch weights', () => {
  it("of timm's legacy_xception lead to the variables that Keras has them in", () => {
    const { model, binding } = bound(timm);
    assert.equal(model.network, 'paper');
    assert.deepEqual(
      binding.bound.map(({ variable, entry }) => [entry.name, variable.layer, variable.role]),
      binding.bound.map(({ entry }) => {
        const [key, , layer, variable] = TIMM.find(([key]) => key === entry.name)!;
        return [key, layer === 'predictions' ? 'fc' : layer, ROLES[variable!]];
      }),
    );
    assert.equal(binding.bound.length, TIMM.filter(([, , layer]) => layer !== null).length);
    assertComplete(binding);
  });

  it("bring timm's conventions and preprocessing with them", () => {
    const { model } = bound(timm);
    assert.deepEqual(model.variant, { epsilon: 1e-5, padding: 1 });
    assert.deepEqual(model.preprocessing, {
      resize: 'bicubic',
      fit: 'crop',
      cropFraction: 0.8975,
      normalization: { kind: 'mean-std', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    });
    assert.deepEqual(model.head, [
      { op: { kind: 'pool', mode: 'average' } },
      { name: 'fc', op: { kind: 'dense', units: 1000, bias: true, activation: 'linear' } },
    ]);
  });

  it('give the layout that PyTorch stores, and the way from it to the network', () => {
    const { binding } = bound(timm);
    const stored = Object.fromEntries(
      binding.bound.map(({ entry, variable: { shape, storedShape, permutation } }) => [
        entry.name,
        { shape, storedShape, permutation },
      ]),
    );
    assert.deepEqual(stored['conv2.weight'], {
      shape: [3, 3, 32, 64],
      storedShape: [64, 32, 3, 3],
      permutation: [2, 3, 1, 0],
    });
    assert.deepEqual(stored['conv3.conv1.weight'], {
      shape: [3, 3, 1024, 1],
      storedShape: [1024, 1, 3, 3],
      permutation: [2, 3, 0, 1],
    });
    assert.deepEqual(stored['fc.weight'], {
      shape: [2048, 1000],
      storedShape: [1000, 2048],
      permutation: [1, 0],
    });
  });

  it("of the article's listing are the network's own", () => {
    const { model, binding } = bound(listing);
    assert.equal(model.network, 'pytorch');
    assert.equal(model.variant, undefined);
    assert.deepEqual(
      binding.bound.map(({ entry, variable }) => [entry.name, entry.shape, variable.key]),
      listing.map(({ name, shape }) => [name, shape, name]),
    );
    assertComplete(binding);
  });

  for (const prefix of ['module.', '_orig_mod.', '_orig_mod.module.', 'model.', 'net.backbone.']) {
    it(`may stand behind ${prefix}`, () => {
      for (const entries of [timm, listing]) assertComplete(bound(renamed(entries, prefix)).binding);
      const { model } = bound(renamed(timm, prefix));
      assert.equal(model.head.at(-1)?.name, 'fc');
    });
  }

  it('may end in another head', () => {
    for (const [module, bias] of [
      ['last_linear', true],
      ['last_linear.1', true],
      ['classifier', false],
      ['predictions', true],
    ] as const) {
      const head = [moduleEntry(`${module}.weight`, 'float32', [6, 2048])];
      if (bias) head.push(moduleEntry(`${module}.bias`, 'float32', [6]));
      const { model, binding } = bound([...headless(timm), ...head]);
      assert.deepEqual(model.head.at(-1)?.op, { kind: 'dense', units: 6, bias, activation: 'linear' });
      assertComplete(binding);
    }
  });

  it('may end in a head outside the prefix, beside what is not used', () => {
    const entries = [
      ...renamed(headless(timm), 'backbone.'),
      moduleEntry('head.weight', 'float32', [2, 2048]),
      moduleEntry('head.bias', 'float32', [2]),
    ];
    assertComplete(bound(entries).binding);
    const teacher = renamed(timm, 'teacher.');
    const { model, binding } = bound([...renamed(timm, 'student.'), ...teacher]);
    assertComplete(binding);
    assert.match(model.warnings.join(), /not used: teacher\.conv1\.weight/);
  });

  it('may end in no head at all', () => {
    const { model, binding } = bound(headless(timm));
    assert.deepEqual(model.head, []);
    assertComplete(binding);
  });

  it('of the first weights may have matrices for 1×1 kernels', () => {
    const flat = timm.map((entry) =>
      entry.layer.endsWith('.pointwise') ? { ...entry, shape: entry.shape.slice(0, 2) } : entry,
    );
    assertComplete(bound(flat).binding);
  });

  it('of the listing may have other numbers of classes and of hidden units', () => {
    const entries = listing.map((entry) => {
      if (entry.layer === 'fc1') return { ...entry, shape: entry.variable === 'bias' ? [64] : [64, 2048] };
      if (entry.layer === 'fc2') return { ...entry, shape: entry.variable === 'bias' ? [3] : [3, 64] };
      return entry;
    });
    const { model, binding } = bound(entries);
    assertComplete(binding);
    assert.deepEqual(
      model.head.flatMap(({ op }) => (op.kind === 'dense' ? [op.units] : [])),
      [64, 3],
    );
  });

  it('tell what is missing, left over and of another shape', () => {
    const entries = [
      ...timm.filter(({ name }) => name !== 'block4.rep.5.running_var'),
      moduleEntry('block4.rep.9.weight', 'float32', [728]),
    ].map((entry) => (entry.name === 'conv3.conv1.weight' ? { ...entry, shape: [1024, 1, 5, 5] } : entry));
    assert.throws(() => understandTorch(entries, 'x.pth'), {
      code: 'model-unsupported',
      message: /x\.pth .* block4\.rep\.9\.weight \[728\]/,
    });
    const { binding } = bound(entries.filter(({ layer }) => layer !== 'block4.rep.9'));
    assert.deepEqual(
      binding.missing.map(({ key }) => key),
      ['block4.rep.5.running_var'],
    );
    assert.deepEqual(
      binding.mismatched.map(({ entry }) => entry.name),
      ['conv3.conv1.weight'],
    );
  });

  it('of other heads and other networks are refused by name', () => {
    const deep = [
      ...headless(timm),
      moduleEntry('fc.0.weight', 'float32', [512, 2048]),
      moduleEntry('fc.3.weight', 'float32', [6, 512]),
    ];
    assert.throws(() => understandTorch(deep, 'x.pth'), {
      code: 'model-unsupported',
      message: /one linear layer: fc\.0\.weight \[512, 2048\]; fc\.3\.weight \[6, 512\]/,
    });
    const resnet = [moduleEntry('layer1.0.conv1.weight', 'float32', [64, 64, 1, 1])];
    assert.throws(() => understandTorch(resnet, 'x.pth'), {
      code: 'model-unsupported',
      message: /not under the names .* layer1\.0\.conv1\.weight/,
    });
    const aligned = [moduleEntry('blocks.0.stack.conv1.conv_dw.weight', 'float32', [64, 1, 3, 3])];
    assert.throws(() => understandTorch(aligned, 'x.pth'), {
      code: 'model-unsupported',
      message: /Aligned Xception/,
    });
  });

  it('keep a file from naming a head like a layer of the network', () => {
    const head = [moduleEntry('block1_conv1.weight', 'float32', [6, 2048])];
    const { model, binding } = bound([...headless(timm), ...head]);
    assert.equal(model.head.at(-1)?.name, 'fc');
    assertComplete(binding);
  });
});

const ROLES: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  depthwise_kernel: 'depthwise',
  pointwise_kernel: 'pointwise',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'mean',
  moving_variance: 'variance',
};

function bound(entries: readonly TensorEntry[]): {
  readonly model: Understanding;
  readonly binding: Binding;
} {
  const model = understandTorch(entries, 'x.pth');
  const graph = buildNetwork(model.network, { head: model.head, variant: model.variant });
  return { model, binding: model.bind(sizeNetwork(graph, { height: 299, width: 299 })) };
}

function renamed(entries: readonly TensorEntry[], prefix: string): readonly TensorEntry[] {
  return entries.map(({ name, dtype, shape }) => moduleEntry(prefix + name, dtype, shape));
}

function headless(entries: readonly TensorEntry[]): readonly TensorEntry[] {
  return entries.filter(({ layer }) => layer !== 'fc');
}

function assertComplete({ network, bound, missing, extra, mismatched }: Binding): void {
  assert.deepEqual([missing, extra, mismatched], [[], [], []]);
  const published = variablesIn(network);
  assert.ok(bound.length >= published - 4 && bound.length <= published, `${bound.length} of ${published}`);
}

function variablesIn(network: Binding['network']): number {
  const graph = buildNetwork(network);
  const layers = sizeNetwork(graph, { height: 299, width: 299 });
  return layers.flatMap((layer) => variablesOf(layer, graph.description.framework)).length;
}
