import assert from 'node:assert/strict';
import { verdict } from '../../src/model/runtime/predictions';

const labels = ['cup', 'fork', 'glass'];

describe('a verdict', () => {
  it('orders classes by probability and keeps index and logit', () => {
    const { predictions } = verdict([1, 3, 2], { labels, output: 'logits' }, 2);
    assert.deepEqual(
      predictions.map(({ index, label, logit }) => [index, label, logit]),
      [
        [1, 'fork', 3],
        [2, 'glass', 2],
      ],
    );
    const total = Math.exp(1) + Math.exp(2) + Math.exp(3);
    assert.ok(Math.abs((predictions[0]?.probability ?? 0) - Math.exp(3) / total) < 1e-12);
  });

  it('stays finite for scores that overflow exp', () => {
    const { predictions, entropy } = verdict([1000, 0, -1000], { labels, output: 'softmax' }, 3);
    assert.deepEqual(
      predictions.map(({ probability }) => probability),
      [1, 0, 0],
    );
    assert.equal(entropy, 0);
  });

  it('gives the entropy in nats, ln(classes) for knowing nothing', () => {
    assert.ok(Math.abs(verdict([5, 5, 5], { labels, output: 'logits' }, 1).entropy - Math.log(3)) < 1e-12);
  });

  it('keeps independent outputs independent', () => {
    const { predictions } = verdict([0, 4, -4], { labels, output: 'sigmoid' }, 3);
    assert.equal(predictions[1]?.probability, 0.5);
    assert.ok(predictions.reduce((sum, { probability }) => sum + probability, 0) > 1);
  });

  it('reads one sigmoid output as two classes', () => {
    const { predictions } = verdict([3], { labels: ['no', 'yes'], output: 'sigmoid' }, 2);
    assert.deepEqual(
      predictions.map(({ label, index }) => [label, index]),
      [
        ['yes', 1],
        ['no', 0],
      ],
    );
    assert.ok(Math.abs(predictions.reduce((sum, { probability }) => sum + probability, 0) - 1) < 1e-12);
  });
});
