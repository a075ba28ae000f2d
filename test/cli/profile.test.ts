import assert from 'node:assert/strict';
import { summarize } from '../../src/model/arch/summarize';
import { runCli } from './runCli';
import { runHere } from './runHere';

interface Profile {
  readonly model: string;
  readonly input: readonly (number | null)[];
  readonly runs: number;
  readonly milliseconds: number;
  readonly gflops: number;
  readonly peakGflops: number;
  readonly layers: readonly {
    readonly name: string;
    readonly milliseconds: number;
    readonly share: number;
    readonly macs: number;
    readonly gflops?: number;
    readonly peakShare?: number;
  }[];
}

const untrained = ['profile', '--weights', 'untrained', '--runs', '1'];

describe('xception profile', function () {
  this.timeout(120_000);

  it('gives the time of every layer as data', async () => {
    const { code, stdout, stderr } = await runCli([...untrained, '--json']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const report = JSON.parse(stdout) as Profile;
    const { layers, totals } = summarize('paper');
    assert.deepEqual([report.model, report.runs], ['paper-untrained', 1]);
    assert.deepEqual(report.input, [null, 299, 299, 3]);
    assert.deepEqual(
      report.layers.map(({ name, macs }) => ({ name, macs })),
      layers.map(({ name, macs }) => ({ name, macs })),
    );
    const sum = report.layers.reduce((total, { milliseconds }) => total + milliseconds, 0);
    assert.ok(Math.abs(sum - report.milliseconds) < 1e-6 * sum);
    assert.ok(Math.abs(report.gflops - (2 * totals.macs) / sum / 1e6) < 1e-6 * report.gflops);
    for (const { name, gflops, peakShare, macs } of report.layers) {
      assert.equal(gflops !== undefined, macs > 0, name);
      if (gflops !== undefined) assert.ok(Math.abs(peakShare! - gflops / report.peakGflops) < 1e-9, name);
    }
  });

  it('shows the slowest layers, the slowest first', async () => {
    const { code, stdout } = await runCli([...untrained, '--slowest', '4']);
    assert.equal(code, 0);
    const [title, , head, ...rest] = stdout.trimEnd().split('\n');
    assert.match(title!, /untrained, 299×299, layer by layer: median of one run$/);
    assert.match(head!, /^layer +type +ms +share +MMACs +GFLOPS +of peak$/);
    const times = rest.slice(0, 4).map((line) => Number(/ (\d+\.\d\d) /.exec(line)?.[1]));
    assert.ok(times.every((time) => time > 0));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
    assert.match(rest.at(-1)!, /^134 layers in [\d.]+ ms: [\d.]+ GFLOPS; .* reaches [\d.]+ here\.$/);
  });

  it('refuses what it does not understand', async () => {
    for (const [args, reason] of [
      [['--runs', '0'], /--runs is a whole number from 1 to 1000/],
      [['--json', '--slowest', '3'], /give one/],
      [['a.jpg', 'b.jpg'], /one file/],
    ] as const) {
      const { code, stdout, stderr } = await runHere(['profile', ...args]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      assert.match(stderr, reason);
    }
  });
});
