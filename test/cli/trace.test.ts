import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { TraceStage } from '../../src/shared/network';
import { fixture } from '../support/paths';
import { runCli } from './runCli';

describe('xception trace', () => {
  it("prints the lines of the PyTorch listing's own print statements", async () => {
    const { code, stdout } = await runCli(['trace', '--network', 'pytorch']);
    const reference = readFileSync(fixture('reference', 'pytorch.torchsummary.txt'), 'utf8');
    assert.equal(code, 0);
    assert.equal(stdout, reference.slice(0, reference.indexOf('-----')));
  });

  it('prints the same stages for the Keras networks, with the shapes as Keras writes them', async () => {
    const { stdout } = await runCli(['trace', '--network', 'article']);
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      'After Conv1 :  (None, 150, 150, 32)',
      'After Conv2 :  (None, 150, 150, 64)',
      'After Block A_1 :  (None, 75, 75, 256)',
      'After Block A_2 :  (None, 38, 38, 512)',
      'After Block A_3 :  (None, 19, 19, 1456)',
      'After Block B :  (None, 19, 19, 7280)',
      'After Block C :  (None, 10, 10, 2048)',
    ]);
  });

  it('gives stages and shapes as JSON, at other sizes and block by block', async () => {
    const args = ['trace', '--network', 'paper', '--input', '150x200', '--every-block', '--json'];
    const stages = JSON.parse((await runCli(args)).stdout) as readonly TraceStage[];
    assert.equal(stages.length, 2 + 3 + 8 + 1);
    assert.deepEqual(stages[0], {
      stage: 'Conv1',
      shape: [null, 74, 99, 32],
      layer: 'block1_conv1_act',
    });
    assert.deepEqual(stages[5], { stage: 'Block B_1', shape: [null, 9, 13, 728], layer: 'add_3' });
    assert.deepEqual(stages.at(-1), {
      stage: 'Block C',
      shape: [null, 5, 7, 2048],
      layer: 'block14_sepconv2_act',
    });
  });
});
