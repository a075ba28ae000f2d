import assert from 'node:assert/strict';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { LAYER_TOLERANCE, SOFTMAX_TOLERANCE, verifyNetwork } from '../../src/model/runtime/verifyNetwork';
import { referenceOutputs } from '../support/reference';

describe('native kernels', function () {
  this.timeout(180_000);

  for (const network of NETWORK_IDS) {
    it(`agree with the stored outputs of ${network} at every layer, step by step and as one graph`, () => {
      const tf = nativeTensorflow();
      const before = tf.memory().numTensors;
      const reference = referenceOutputs(network);
      const report = verifyNetwork(network, reference);
      assert.deepEqual(
        new Set(report.layers.map(({ layer }) => layer)),
        new Set(reference.layers.map(({ name }) => name)),
        'every stored layer is compared',
      );
      const folded = report.layers.filter(({ fastDeviation }) => fastDeviation !== undefined);
      assert.ok(folded.length > 70, `only ${folded.length} layers of the graph were compared`);
      for (const { layer, deviation, fastDeviation = 0 } of report.layers) {
        assert.ok(deviation < LAYER_TOLERANCE, `${layer} is ${deviation} of its spread off`);
        assert.ok(
          fastDeviation < LAYER_TOLERANCE,
          `${layer} in the graph is ${fastDeviation} of its spread off`,
        );
      }
      assert.ok(report.softmaxDeviation < SOFTMAX_TOLERANCE, `softmax is ${report.softmaxDeviation} off`);
      assert.ok(
        report.fastSoftmaxDeviation < SOFTMAX_TOLERANCE,
        `softmax is ${report.fastSoftmaxDeviation} off`,
      );
      assert.equal(report.passed, true);
      assert.equal(tf.memory().numTensors, before, 'no tensor is left behind');
    });
  }

  it('are told from ones with a mistake', () => {
    const reference = referenceOutputs('paper');
    const wrong = {
      ...reference,
      softmax: reference.softmax.map((value, index) => (index === 300 ? value * 1.02 : value)),
    };
    const report = verifyNetwork('paper', wrong);
    assert.equal(report.passed, false);
    assert.ok(report.softmaxDeviation > SOFTMAX_TOLERANCE);
  });
});
