import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { summarize } from '../../src/model/arch/summarize';
import type { BenchReport } from '../../src/shared/benchProtocol';
import type { ProfileReport } from '../../src/shared/explainProtocol';
import { runCli, type CliRun } from './runCli';

describe('xception bench', function () {
  this.timeout(180_000);
  let cache: string;

  // What is remembered from so few rounds is nobody's best.
  before(() => {
    cache = mkdtempSync(path.join(tmpdir(), 'xception-bench-'));
  });
  after(() => {
    rmSync(cache, { recursive: true, force: true });
  });

  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCli(['bench', '--weights', 'untrained', '--rounds', '1', ...args], { env: { XCEPTION_CACHE: cache } });

  it('measures every kind of kernels in every batch size, and remembers the fastest', async () => {
    const { code, stdout, stderr } = await run('--json');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const report = JSON.parse(stdout) as BenchReport & { readonly profile: ProfileReport };
    const { layers, totals } = summarize('paper');
    assert.equal(report.macs, totals.macs);
    const kernels = [...new Set(report.ways.map((way) => way.kernels))];
    assert.deepEqual(
      report.ways.map((way) => [way.batch, way.kernels]),
      [1, 8].flatMap((batch) => kernels.map((name) => [batch, name])),
    );
    for (const { median, gflops } of report.ways) {
      assert.ok(Math.abs(gflops - (2 * totals.macs) / median / 1e6) < 1e-6 * gflops);
    }
    assert.ok(kernels.includes(report.chosen));
    assert.equal(report.remembered, true);
    const { kernels: stored, cores } = JSON.parse(readFileSync(path.join(cache, 'kernels.json'), 'utf8')) as {
      kernels: string;
      cores: number;
    };
    assert.deepEqual([stored, cores], [report.chosen, cpus().length]);
    assert.equal(report.profile.layers.length, layers.length);
  });

  it('only measures when told so, and prints tables', async () => {
    const file = path.join(cache, 'kernels.json');
    writeFileSync(file, 'not read, not written');
    const { code, stdout } = await run('--measure-only');
    assert.equal(code, 0);
    assert.match(stdout, /^The paper's network .*, untrained, 299×299, 8\.36 GMACs; .+ cores; TensorFlow /);
    assert.match(stdout, /^plain +1 +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ +\d+ %$/m);
    assert.match(stdout, /^Fastest: (plain|onednn)\.$/m);
    assert.match(stdout, /^134 layers in [\d.]+ ms/m);
    assert.equal(readFileSync(file, 'utf8'), 'not read, not written');
  });
});
