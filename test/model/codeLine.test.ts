import assert from 'node:assert/strict';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { codeLine } from '../../src/model/arch/format/codeLine';
import { costFormula, layerCost } from '../../src/model/arch/format/costFormula';
import { summarize } from '../../src/model/arch/summarize';
import { referenceTable, type ReferenceLayer } from '../support/reference';

/** A call of Python's: class, plain arguments, named arguments. */
interface Call {
  readonly cls: string;
  readonly args: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

function callOf(code: string): Call {
  const [, cls = '', inside = ''] = /^(?:\w+ = )?([\w.]+)\((.*?)\)(?:\(.*\))?$/.exec(code) ?? [];
  const args: string[] = [];
  const named: Record<string, string> = {};
  for (const part of inside.split(/,\s*(?![^(]*\))/)) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined) args.push(part);
    else named[name] = value;
  }
  return { cls, args, named };
}

const pair = (value: readonly number[] | number | undefined): number | undefined =>
  typeof value === 'number' ? value : value?.[0];

describe('the line of code of a layer', () => {
  for (const network of ['paper', 'article'] as const) {
    it(`has the class and the arguments that Keras' own ${network} network has`, () => {
      const { layers, layout, framework } = summarize(network);
      const byName = new Map(referenceTable(network).layers.map((layer) => [layer.name, layer]));
      let compared = 0;
      for (const layer of layers) {
        const real = byName.get(layer.name);
        assert.ok(real, layer.name);
        const { cls, args, named } = callOf(codeLine(layer, 'keras', { layout, framework }));
        assert.equal(cls, real.cls === 'InputLayer' ? 'Input' : real.cls, layer.name);
        assert.equal(named['name'], `'${layer.name}'`);
        compared += compareKeras(real, args, named);
      }
      assert.ok(compared > 100, `${compared} arguments`);
    });
  }

  it('has the class and the arguments of the modules of the PyTorch listing', () => {
    const { layers, layout, framework } = summarize('pytorch');
    const byName = new Map(referenceTable('pytorch').layers.map((layer) => [layer.name, layer]));
    let compared = 0;
    for (const layer of layers.filter(({ functional }) => functional !== true)) {
      const real = byName.get(layer.name);
      assert.ok(real, layer.name);
      const { cls, args, named } = callOf(codeLine(layer, 'pytorch', { layout, framework }));
      assert.equal(cls, `nn.${real.cls}`, layer.name);
      if (real.kernel_size !== undefined) {
        const window = real.cls === 'MaxPool2d' ? args[0] : args[2];
        assert.equal(window, String(pair(real.kernel_size)), layer.name);
        assert.equal(named['stride'] ?? '1', String(pair(real.stride)), layer.name);
        const padding = typeof real.padding === 'string' ? undefined : pair(real.padding);
        assert.equal(named['padding'] ?? '0', String(padding), layer.name);
        compared++;
      }
      if (real.cls === 'Conv2d') assert.equal((named['bias'] ?? 'True') === 'True', real.bias, layer.name);
      if (real.eps !== undefined) assert.equal(Number(named['eps'] ?? '1e-5'), real.eps, layer.name);
    }
    assert.ok(compared > 70, `${compared} windows`);
  });

  it('says in the other framework what makes the same numbers', () => {
    const code = (network: 'paper' | 'pytorch', name: string, framework: 'keras' | 'pytorch'): string => {
      const summary = summarize(network);
      const layer = summary.layers.find((candidate) => candidate.name === name);
      assert.ok(layer, name);
      return codeLine(layer, framework, summary);
    };
    // 147 positions in steps of 2 with "same" take one pixel on both sides; 74 positions take one after them only.
    assert.equal(code('paper', 'block2_pool', 'pytorch'), 'nn.MaxPool2d(3, stride=2, padding=1)');
    assert.equal(
      code('paper', 'block3_pool', 'pytorch'),
      "nn.Sequential(nn.ConstantPad2d((0, 1, 0, 1), float('-inf')), nn.MaxPool2d(3, stride=2))",
    );
    assert.equal(code('paper', 'block1_conv1_bn', 'pytorch'), 'nn.BatchNorm2d(32, eps=0.001, momentum=0.01)');
    assert.equal(
      code('paper', 'block2_sepconv1', 'pytorch'),
      'nn.Sequential(nn.Conv2d(64, 64, 3, padding=1, groups=64, bias=False), nn.Conv2d(64, 128, 1, bias=False))',
    );
    assert.match(
      code('pytorch', 'convBlock_A_1.branch2.2', 'keras'),
      /keras\.ops\.pad\(.*constant_values=float\('-inf'\)\)/,
    );
    assert.match(
      code('pytorch', 'convBlock_A_1.branch2.0.batchNormalization', 'keras'),
      /momentum=0\.9, epsilon=0\.00001/,
    );
    assert.match(
      code('pytorch', 'convBlock_A_1.branch2.0.depthwise', 'keras'),
      /DepthwiseConv2D\(3, padding='same'/,
    );
  });
});

function compareKeras(
  real: ReferenceLayer,
  args: readonly string[],
  named: Readonly<Record<string, string>>,
): number {
  const what = real.name;
  let compared = 0;
  if (real.filters !== undefined) {
    assert.equal(args[0], String(real.filters), what);
    compared++;
  }
  const window = real.kernel_size ?? real.pool_size;
  if (window !== undefined) {
    assert.equal(args.at(-1), String(pair(window)), what);
    assert.equal(named['strides'] ?? '1', String(pair(real.strides)), what);
    assert.equal(named['padding'] ?? "'valid'", `'${String(real.padding)}'`, what);
    compared++;
  }
  if (real.use_bias !== undefined) {
    assert.equal((named['use_bias'] ?? 'True') === 'True', real.use_bias, what);
    compared++;
  }
  if (real.epsilon !== undefined) assert.equal(Number(named['epsilon'] ?? '0.001'), real.epsilon, what);
  return compared;
}

describe('the formula of a layer’s cost', () => {
  for (const network of NETWORK_IDS) {
    it(`gives the multiply-accumulates of every layer of ${network}`, () => {
      const { layers, layout } = summarize(network, { input: { height: 150, width: 97 } });
      let formulas = 0;
      for (const layer of layers) {
        const formula = costFormula(layer, layout);
        assert.equal(formula === '', layer.macs === 0, layer.name);
        if (formula === '') continue;
        assert.equal(valueOf(formula), layer.macs, `${layer.name}: ${formula}`);
        formulas++;
      }
      assert.ok(formulas > 30);
    });
  }

  it('puts a separable convolution at 1/N + 1/K² of a full one', () => {
    const { layers, layout } = summarize('paper');
    for (const layer of layers.filter(({ kind }) => kind === 'sepconv')) {
      const { full, outputs, kernel } = layerCost(layer, layout);
      assert.ok(Math.abs(layer.macs / full - (1 / outputs + 1 / kernel ** 2)) < 1e-12, layer.name);
    }
  });

  it('is that of the layer’s own numbers', () => {
    const layer = summarize('paper').layers.find(({ name }) => name === 'block2_sepconv1')!;
    assert.equal(costFormula(layer, 'NHWC'), '147 × 147 × (3² × 64 + 64 × 128)');
  });
});

/** Sums of products, as they are written. */
function valueOf(formula: string): number {
  const flat = formula.replace(/\(([^)]*)\)/, (_, inside: string) => String(valueOf(inside)));
  return flat
    .split(' + ')
    .map((product) =>
      product
        .split(' × ')
        .map((factor) => (factor.endsWith('²') ? Number(factor.slice(0, -1)) ** 2 : Number(factor)))
        .reduce((a, b) => a * b, 1),
    )
    .reduce((a, b) => a + b, 0);
}
