import assert from 'node:assert/strict';
import { buildNetwork } from '../../src/model/arch/buildNetwork';
import type { HeadOp } from '../../src/model/arch/layerOp';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { foldNetwork } from '../../src/model/runtime/foldNetwork';
import { untrainedWeights } from '../../src/model/weights/untrained';

const INPUT = { height: 71, width: 71 };
const pool: HeadOp = { kind: 'pool', mode: 'average' };
const dense = (units: number, activation: 'linear' | 'sigmoid' | 'softmax'): HeadOp => ({
  kind: 'dense',
  units,
  bias: true,
  activation,
});

/** How many scores a network with this head gives. */
function scoresOf(ops: readonly HeadOp[]): number | undefined {
  const head = ops.map((op) => ({ op }));
  const graph = buildNetwork('paper', { head });
  const folded = foldNetwork(
    sizeNetwork(graph, INPUT),
    untrainedWeights('paper', { head }, INPUT),
    graph.output,
  );
  const step = folded.steps.find(({ name }) => name === folded.scores);
  assert.ok(step?.compute.kind === 'dense', `${folded.scores} is a dense layer`);
  return folded.tensors.get(step.compute.bias)?.shape[0];
}

describe('the scores of a folded network', () => {
  for (const hidden of ['sigmoid', 'softmax'] as const) {
    it(`are those of the last layer, not of a ${hidden} inside the head`, () => {
      assert.equal(scoresOf([pool, dense(8, hidden), dense(4, 'linear')]), 4);
      assert.equal(scoresOf([pool, dense(8, hidden), dense(4, 'softmax')]), 4);
    });
  }

  it('stand before a final activation, whether it is a layer of its own or not', () => {
    assert.equal(scoresOf([pool, dense(5, 'softmax')]), 5);
    assert.equal(scoresOf([pool, dense(5, 'linear'), { kind: 'activation', activation: 'softmax' }]), 5);
  });
});
