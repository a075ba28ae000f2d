import assert from 'node:assert/strict';
import { diffNetworks } from '../../src/model/arch/diff';
import { addCosts } from '../../src/model/arch/diffCost';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { summarize } from '../../src/model/arch/summarize';
import { COST_CAUSES, type NetworkDiff } from '../../src/shared/networkDiff';
import { runCli } from './runCli';

const SIZES = [
  {},
  { input: { height: 150, width: 150 }, classes: 6 },
  { input: { height: 74, width: 301 }, includeTop: false },
] as const;

describe('the comparison of two networks', () => {
  for (const a of NETWORK_IDS) {
    for (const b of NETWORK_IDS) {
      it(`of ${a} and ${b} accounts for every layer and every parameter`, () => {
        for (const options of SIZES) {
          const diff = diffNetworks(a, b, options);
          const [left, right] = [summarize(a, options), summarize(b, options)];
          for (const key of ['params', 'macs', 'activationBytes'] as const) {
            assert.equal(diff.a[key], left.totals[key]);
            assert.equal(diff.b[key], right.totals[key]);
            assert.equal(diff.cost[key], right.totals[key] - left.totals[key]);
            const causes = addCosts(COST_CAUSES.map((cause) => diff.causes[cause]));
            assert.equal(causes[key], diff.cost[key], `causes: ${key}`);
            assert.equal(
              addCosts(diff.blocks.map(({ cost }) => cost))[key],
              diff.cost[key],
              `blocks: ${key}`,
            );
          }
          const names = (side: 'a' | 'b'): readonly string[] =>
            diff.blocks.flatMap(({ steps }) => steps.flatMap((step) => step[side]?.layers ?? [])).toSorted();
          assert.deepEqual(names('a'), left.layers.map(({ name }) => name).toSorted());
          assert.deepEqual(names('b'), right.layers.map(({ name }) => name).toSorted());
        }
      });
    }
  }

  it('finds nothing between a network and itself', () => {
    for (const network of NETWORK_IDS) {
      const { cost, points, blocks } = diffNetworks(network, network);
      assert.deepEqual(cost, { params: 0, macs: 0, activationBytes: 0 });
      assert.deepEqual(points, []);
      assert.ok(
        blocks.every(({ steps }) => steps.every(({ a, b, details }) => a && b && details.length === 0)),
      );
    }
  });

  it('lays a network beside itself at another size', () => {
    const [small, large] = [
      { height: 150, width: 150 },
      { height: 299, width: 320 },
    ];
    for (const network of NETWORK_IDS) {
      const diff = diffNetworks(network, network, { input: small, secondInput: large });
      const [before, after] = [summarize(network, { input: small }), summarize(network, { input: large })];
      assert.equal(diff.cost.params, 0);
      assert.equal(diff.cost.macs, after.totals.macs - before.totals.macs);
      assert.deepEqual(diff.causes.size, diff.cost);
      const details = diff.blocks.flatMap(({ steps }) => steps.flatMap((step) => step.details));
      assert.ok(
        details.length > 0 && details.every(({ what }) => what === 'output size' || what === 'padding'),
      );
    }
  });

  it('is the same from the other side, with all signs turned', () => {
    const [there, back] = [diffNetworks('paper', 'pytorch'), diffNetworks('pytorch', 'paper')];
    assert.equal(there.cost.macs, -back.cost.macs);
    assert.equal(there.causes.layers.params, -back.causes.layers.params);
    assert.deepEqual(
      there.points.map(({ what, a, b }) => ({ what, a: b, b: a })),
      back.points,
    );
  });

  it("tells what the article's concatenation costs against the paper's addition", () => {
    const { causes, points, blocks, a, b } = diffNetworks('paper', 'article');
    // By hand for the parameters: with concatenation, the first convolutions of a block and its shortcut get more
    // channels. k extra channels cost a 3×3 depthwise 9k and a pointwise to n channels k·n.
    const separable = (extra: number, filters: number): number => extra * (9 + filters);
    const entry = [128 * 256 + separable(128, 256), 256 * 728 + separable(256, 728)];
    const middle = Array.from({ length: 8 }, (_, index) => separable(728 * (index + 1), 728));
    const exit = 6552 * 1024 + separable(6552, 728) + separable(1024, 1536);
    const expected = [...entry, ...middle, exit].reduce((sum, count) => sum + count, 0);
    assert.equal(causes.width.params, expected);
    assert.deepEqual([a.widest, b.widest], [728, 7280]);
    // One bias per full and separable convolution of the backbone.
    const biases = 32 + 64 + 3 * (128 + 256 + 728) + 8 * 3 * 728 + (728 + 1024 + 1024) + (1536 + 2048);
    assert.equal(causes.settings.params, biases);
    // The head's extra dense layer, 2048 to 2048.
    assert.equal(causes.layers.params, 2048 * 2048 + 2048);
    assert.deepEqual(points[0], { what: 'branches are merged by', a: 'addition', b: 'concatenation' });
    const onlyPaper = blocks.flatMap(({ steps }) =>
      steps.filter((step) => !step.b).flatMap((step) => step.a?.layers),
    );
    assert.equal(onlyPaper.length, 11);
    assert.ok(onlyPaper.every((name) => name?.endsWith('_sepconv1_act')));
  });

  it("finds what differs between the article's two listings", () => {
    const { points, blocks } = diffNetworks('article', 'pytorch');
    assert.deepEqual(
      points.map(({ what }) => what),
      [
        'stem padding',
        'padding elsewhere',
        'batch norm and ReLU in the stem',
        'batch norm on shortcuts',
        'separable convolution',
        'biases of convolutions',
        'blocks that begin with a ReLU',
        'ReLU layers',
        'batch norm epsilon',
        'batch norm keeps of its statistics',
        'head',
        'axis order',
      ],
    );
    const merges = blocks.flatMap(({ block, steps }) =>
      steps
        .filter(({ kind }) => kind === 'merge')
        .map(({ details }) => [block.slice(0, 6), details.find(({ what }) => what === 'first channels')?.b]),
    );
    assert.deepEqual(merges.slice(0, 4), [
      ['Conv-A', undefined],
      ['Conv-A', undefined],
      ['Conv-A', undefined],
      ['Conv-B', 'main branch'],
    ]);
    assert.deepEqual(merges.at(-1), ['Conv-C', 'main branch']);
  });
});

describe('xception diff', () => {
  it('prints totals, causes, blocks and layers', async () => {
    const { code, stdout, stderr } = await runCli(['diff', 'paper', 'article']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^parameters +22,910,480 +60,011,272 +\+37,100,792 +×2\.62$/m);
    assert.match(stdout, /^multiply-accumulates +8,357,403,496 +18,597,945,288 +\+10,240,541,792 +×2\.23$/m);
    assert.match(stdout, /^channels of feature maps +\+32,877,176 +\+10,101,336,248 /m);
    assert.match(stdout, /article concatenates the branches of a block where paper adds them/);
    assert.match(stdout, /^Conv-B 8 +19×19×728 +19×19×7280 +1\.62 M → 5\.91 M +\+4\.29 M /m);
    assert.match(stdout, /^ {2}- block5_sepconv1_act \(Activation\), only in paper$/m);
    assert.match(
      stdout,
      /^ {2}\+ dense \(Dense\), only in article; \+4,196,352 parameters, \+4\.19 M MACs$/m,
    );
    assert.match(stdout, /^ {2}~ add_3 \| concatenate_3: merge: add → concat, input channels: 728 → 1456/m);
    const brief = await runCli(['diff', 'paper', 'article', '--brief']);
    assert.ok(stdout.startsWith(brief.stdout.trimEnd()));
    assert.doesNotMatch(brief.stdout, /block5_sepconv1_act/);
  });

  it('gives the same as JSON, for a size and a number of classes', async () => {
    const { stdout } = await runCli([
      'diff',
      'paper',
      'pytorch',
      '--input',
      '150x200',
      '--classes',
      '6',
      '--json',
    ]);
    const options = { input: { height: 150, width: 200 }, classes: 6 };
    const { input, ...rest } = JSON.parse(stdout) as Omit<NetworkDiff, 'input'> & { input: unknown };
    const { input: size, ...expected } = diffNetworks('paper', 'pytorch', options);
    assert.deepEqual(input, [null, size.height, size.width, 3]);
    assert.deepEqual(rest, expected);
  });

  it('gives Markdown', async () => {
    const { stdout } = await runCli(['diff', 'article', 'pytorch', '--no-top', '--format', 'md']);
    assert.match(stdout, /^# article and pytorch$/m);
    assert.match(stdout, /without head\.$/m);
    assert.match(stdout, /^\| batch norm epsilon \| 0\.001 \| 0\.00001 \|$/m);
    assert.match(
      stdout,
      /^\| Conv-A 1 \| separable\\_conv2d \| convBlock\\_A\\_1\.branch2\.0\.depthwise \+ /m,
    );
  });

  it('says so when there is no difference', async () => {
    assert.match((await runCli(['diff', 'paper', 'paper'])).stdout, /\nThe two networks are the same\.\n$/);
  });
});
