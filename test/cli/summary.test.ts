import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { NetworkSummary } from '../../src/shared/network';
import { fixture } from '../support/paths';
import { runCli } from './runCli';
import { runHere } from './runHere';

/** Runs a command that must succeed in silence, and gives what it printed. */
async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  return stdout;
}

const recorded = (name: string): string => readFileSync(fixture('cli', name), 'utf8');

// test/fixtures/cli: what Keras 3.15.1 with rich 15.0.0, and torchsummary 1.5.1 with PyTorch 1.12.1, print.
describe('xception summary', () => {
  const KERAS: readonly (readonly [string, readonly string[]])[] = [
    ['paper.299x299.columns80.txt', ['--network', 'paper']],
    ['article.299x299.columns200.txt', ['--network', 'article', '--width', '200']],
    ['paper.150x150.notop.columns80.txt', ['--network', 'paper', '--input', '150x150', '--no-top']],
    [
      'article.200x320.columns100.txt',
      ['--network', 'article', '--input', '200x320', '--format', 'keras', '--width', '100'],
    ],
    [
      'paper.150x150.6classes.columns200.line150.txt',
      ['--network', 'paper', '--input', '150', '--classes', '6', '--width', '200', '--line-length', '150'],
    ],
  ];
  for (const [file, args] of KERAS) {
    it(`prints what Keras prints, byte for byte: ${args.join(' ')}`, async () => {
      assert.equal(await printed('summary', ...args), recorded(file));
    });
  }

  for (const network of ['paper', 'article']) {
    it(`prints ${network} as Keras with line_length 120 on a terminal of 80 columns`, async () => {
      const expected = readFileSync(fixture('reference', `${network}.summary.txt`), 'utf8');
      const actual = await printed('summary', '--network', network, '--line-length', '120', '--width', '80');
      assert.equal(actual.trimEnd(), expected.trimEnd());
    });
  }

  it('takes the width from COLUMNS, as Keras does', async () => {
    const { stdout } = await runCli(['summary', '--network', 'article'], { env: { COLUMNS: '200' } });
    assert.equal(stdout, recorded('article.299x299.columns200.txt'));
  });

  it('prints what torchsummary prints for the PyTorch listing, its own print statements first', async () => {
    const expected = readFileSync(fixture('reference', 'pytorch.torchsummary.txt'), 'utf8');
    assert.equal((await printed('summary', '--network', 'pytorch')).trimEnd(), expected.trimEnd());
    assert.equal(
      await printed('summary', '--network', 'pytorch', '--input', '150x200', '--classes', '6'),
      recorded('pytorch.150x200.6classes.torchsummary.txt'),
    );
  });

  it("shows each framework's network in the other one's form too", async () => {
    const keras = await printed('summary', '--network', 'pytorch', '--format', 'keras', '--width', '200');
    assert.match(keras, /│ convBlock_A_1\.cat \(torch\.cat\) +│ \(None, 256, 74, 74\) +│ +0 │/);
    assert.match(keras, / Total params: 60,059,560 \(229\.11 MB\)\n Trainable params: 60,009,496 /);
    const torch = await printed('summary', '--network', 'paper', '--format', 'torchsummary');
    assert.match(torch, /^-+\n +Layer \(type\)/);
    assert.match(torch, /^ +Conv2D-1 +\[-1, 149, 149, 32\] +864$/m);
    // Without running statistics, which PyTorch does not count.
    assert.match(torch, /^Total params: 22,855,952$/m);
  });

  it('gives JSON whose shapes lead with the batch axis and whose rows sum to the totals', async () => {
    for (const [network, input, params] of [
      ['paper', [null, 200, 320, 3], 22_910_480],
      ['pytorch', [null, 3, 200, 320], 60_059_560],
    ] as const) {
      const text = await printed('summary', '--network', network, '--input', '200x320', '--format', 'json');
      const table = JSON.parse(text) as Omit<NetworkSummary, 'input'> & { input: unknown };
      assert.equal(table.network, network);
      assert.deepEqual(table.input, input);
      assert.equal(table.totals.params, params);
      for (const key of ['params', 'trainable', 'nonTrainable', 'macs', 'activationBytes'] as const) {
        const sum = table.layers.reduce((total, layer) => total + layer[key], 0);
        assert.equal(sum, table.totals[key], key);
      }
      for (const layer of table.layers) {
        assert.equal(layer.outputShape[0], null);
        assert.equal(layer.inputShape[0], null);
        assert.ok(layer.receptiveField >= 1);
      }
      assert.deepEqual(
        JSON.parse(await printed('summary', '--network', network, '--input', '200x320', '--json')),
        table,
      );
    }
  });

  it('gives CSV with a line per layer and no totals', async () => {
    const lines = (await printed('summary', '--network', 'paper', '--format', 'csv')).trimEnd().split('\n');
    assert.equal(lines.length, 1 + 134);
    assert.match(lines[0]!, /^index,name,type,kind,block,flow,inputs,inputShape,outputShape,/);
    assert.match(
      lines[2]!,
      /^1,block1_conv1,Conv2D,conv,stem,entry,"\[""input_layer""\]","\[null,299,299,3\]","\[null,149,149,32\]",/,
    );
  });

  it('gives Markdown with totals, and the repairs of the PyTorch listing', async () => {
    const paper = await printed('summary', '--network', 'paper', '--format', 'md');
    assert.match(
      paper,
      /^\| 1 \| block1\\_conv1 \| Conv2D \| stem \| \(None, 149, 149, 32\) \| 3×3 \/ 2, valid \| 864 \|/m,
    );
    assert.match(paper, /^\| {2}\| Total \| .*\| 22,910,480 \| 8,357,403,496 \|/m);
    assert.doesNotMatch(paper, /Repairs/);
    const torch = await printed('summary', '--network', 'pytorch', '--format', 'md');
    assert.match(torch, /^## Repairs$/m);
    assert.match(torch, /^\| 83 \|.*self\.sepconv2 = … \|$/m);
  });

  it('refuses what is no network, no size and no format, with exit code 2 and the reason', async () => {
    for (const [args, reason] of [
      [[], /--network is missing: it is one of paper, article, pytorch/],
      [['--network', 'papper'], /Did you mean paper\?/],
      [['--network', 'paper', '--input', '70'], /its height is 70.*Choose 71 to 1024/],
      [['--network', 'paper', '--input', '299x1025'], /its width is 1025/],
      [['--network', 'paper', '--input', 'large'], /such as 299x299, not "large"/],
      [['--network', 'paper', '--classes', '0'], /--classes is a whole number from 1/],
      [['--network', 'paper', '--format', 'xml'], /--format is one of keras, torchsummary, json, csv, md/],
      [['--network', 'paper', '--json', '--format', 'csv'], /exclude each other/],
      [['--network', 'paper', 'more'], /"more" is not understood/],
      [['--network', 'paper', '--width', '30'], /at least 48/],
    ] as const) {
      const { code, stdout, stderr } = await runHere(['summary', ...args]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, args.join(' '));
      assert.match(stderr, reason);
    }
  });
});
