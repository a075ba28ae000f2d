import assert from 'node:assert/strict';
import type { VerifyReport } from '../../src/shared/workerProtocol';
import { runCli } from './runCli';

describe('xception verify', function () {
  this.timeout(180_000);

  it('finds the paper network to agree with Keras in every layer', async () => {
    const { code, stdout, stderr } = await runCli(['verify', '--network', 'paper', '--json']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const { backend, passed, networks } = JSON.parse(stdout) as {
      backend: { name: string; version: string };
      passed: boolean;
      networks: readonly VerifyReport[];
    };
    assert.equal(backend.name, 'tensorflow');
    assert.equal(passed, true);
    const [report] = networks;
    assert.ok(report && networks.length === 1);
    assert.equal(report.network, 'paper');
    assert.equal(report.layers.length, 134);
    for (const { layer, deviation, fastDeviation = 0 } of report.layers) {
      assert.ok(deviation <= 1e-3 && fastDeviation <= 1e-3, layer);
    }
    assert.ok(report.softmaxDeviation <= 2e-4 && report.fastSoftmaxDeviation <= 2e-4);
  });

  it('prints the table and the verdict', async () => {
    const { code, stdout } = await runCli(['verify', '--network', 'paper']);
    assert.equal(code, 0);
    assert.match(stdout, /^paper: tensorflow [\d.]+ here, against Keras /);
    assert.match(stdout, /^layer +eager +fast$/m);
    assert.match(stdout, /^block1_conv1 +\S+ +folded$/m);
    assert.match(stdout, /^predictions +\S+e-\d+ +\S+e-\d+$/m);
    assert.match(stdout, /^paper: agrees; the greatest deviation of a layer is /m);
  });

  it('refuses a network that it does not know', async () => {
    const { code, stderr } = await runCli(['verify', '--network', 'vgg']);
    assert.equal(code, 2);
    assert.match(stderr, /--network is one of paper, article, pytorch, not "vgg"/);
  });
});
