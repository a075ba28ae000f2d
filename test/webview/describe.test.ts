import assert from 'node:assert/strict';
import { marginOf } from '../../src/shared/resultMeasures';
import { doubtOf, entryText, preprocessingText, seenText } from '../../src/webview/describe';
import { classification, entry, failure, kitchenware, untrained, waitingEntry } from './support/states';

describe('what the panel says of an answer', () => {
  it('is unsure below one half', () => {
    assert.equal(doubtOf(classification(kitchenware, [0.49, 0.3, 0.21]), kitchenware), 'low');
    assert.equal(doubtOf(classification(kitchenware, [0.49, 0.3, 0.21]), undefined), 'low');
  });

  it('is unsure when the entropy is more than half of ln(classes)', () => {
    const spread = classification(kitchenware, [0.6, 0.1, 0.1, 0.1, 0.05, 0.05]);
    assert.equal(spread.entropy > Math.log(6) / 2, true);
    assert.equal(doubtOf(spread, kitchenware), 'spread');
    assert.equal(doubtOf(spread, { ...kitchenware, output: 'sigmoid' }), undefined);
  });

  it('is sure of a clear answer', () => {
    assert.equal(doubtOf(classification(kitchenware), kitchenware), undefined);
  });

  it('has a margin, also with one class', () => {
    assert.ok(Math.abs(marginOf(classification(kitchenware)) - 0.95) < 1e-12);
    assert.equal(marginOf(classification(kitchenware, [1])), 1);
  });

  it('tells the preprocessing with the choices of one run', () => {
    const { preprocessing } = kitchenware;
    assert.equal(preprocessingText(preprocessing), 'nearest, stretch, x / 127.5 − 1');
    const other = {
      ...preprocessing,
      cropFraction: 0.875,
      normalization: { kind: 'mean-std', mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] },
    } as const;
    assert.equal(
      preprocessingText(other, { resize: 'bicubic', fit: 'crop' }),
      'bicubic, crop 87.5%, (x / 255 − mean) / std, mean 0.5 0.5 0.5, std 0.2 0.2 0.2',
    );
  });

  it('tells what the network was given', () => {
    assert.equal(
      seenText(classification(kitchenware)).replaceAll('\u00a0', ' '),
      '150 × 150, nearest, stretch',
    );
  });
});

describe('a result as text', () => {
  it('holds file, answers, model and measures', () => {
    const lines = entryText(entry(1), kitchenware).replaceAll('\u00a0', ' ').split('\n');
    assert.deepEqual(lines, [
      '/pictures/cup-1.jpg',
      '  cup     97.0%',
      '  fork     2.0%',
      '  glass    1.0%',
      'Model: Kitchenware (sample model) (Paper (Keras), kitchenware.keras)',
      'Preprocessing: nearest, stretch, x / 127.5 − 1',
      'What the network saw: 150 × 150, nearest, stretch',
      'Entropy: 0.15 of 1.79 nats',
      'Time: decode 12 ms · preprocess 0.4 ms · inference 92 ms',
    ]);
  });

  it('warns of an untrained model', () => {
    assert.match(entryText(entry(1), untrained), /^Untrained model: .*meaningless/m);
  });

  it('gives the reason of a failure, and says when there is no result', () => {
    assert.match(
      entryText(entry(1, { result: failure }), kitchenware),
      /could not be classified: .*ends too early/i,
    );
    assert.match(entryText(waitingEntry(1), kitchenware), /not classified/);
  });
});
