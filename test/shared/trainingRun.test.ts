import assert from 'node:assert/strict';
import type { TrainingRun } from '../../src/shared/training';
import { advanceRun, MAX_POINTS, newRun } from '../../src/shared/trainingRun';
import type { EpochEvent, FolderSurvey, TrainEvent } from '../../src/shared/trainProtocol';

const survey: FolderSurvey = {
  ...{ folder: '/pictures', splitBy: 'seed', classes: [], imbalance: 1, unreadable: [], copies: [] },
  ...{ leftOut: [], unlabelled: [], warnings: [] },
};

function epoch(number: number, changes: Partial<EpochEvent> = {}): EpochEvent {
  return {
    ...{ kind: 'epoch', stage: 'head', epoch: number, epochs: 5000, best: number, secondsLeft: 9 },
    train: { loss: 1 / number, accuracy: 0.9 },
    ...changes,
  };
}

function after(events: readonly TrainEvent[], folds = 0): TrainingRun {
  return events.reduce((run, event) => advanceRun(run, event, folds), newRun());
}

describe('where a training stands', () => {
  it('goes through its stages', () => {
    const events: readonly TrainEvent[] = [
      { kind: 'looking', done: 3, total: 10 },
      { kind: 'survey', survey },
      { kind: 'features', done: 4, total: 10, cached: 4, secondsLeft: 6 },
      { kind: 'features', done: 10, total: 10, cached: 4 },
      { kind: 'fold', fold: 1, folds: 2, accuracy: 0.9 },
      { kind: 'fold', fold: 2, folds: 2, accuracy: 0.8 },
      epoch(1, { held: { side: 'validation', loss: 2, accuracy: 0.5 } }),
      { kind: 'writing', share: 0.256 },
    ];
    const stages = events.map((_, index) => {
      const { stage, done, total, secondsLeft } = after(events.slice(0, index + 1), 2);
      return [stage, done, total, secondsLeft];
    });
    assert.deepEqual(stages, [
      ['looking', 3, 10, undefined],
      ['features', 0, 0, undefined],
      ['features', 4, 10, 6],
      ['folds', 0, 2, undefined],
      ['folds', 1, 2, undefined],
      ['folds', 2, 2, undefined],
      ['epochs', 1, 5000, 9],
      ['writing', 26, 100, undefined],
    ]);
    const { folds, curve, best, heldSide } = after(events, 2);
    assert.deepEqual([folds, best, heldSide], [[0.9, 0.8], 1, 'validation']);
    assert.deepEqual(curve, [
      { epoch: 1, train: { loss: 1, accuracy: 0.9 }, held: { loss: 2, accuracy: 0.5 } },
    ]);
  });

  it('begins new curves for what is fine-tuned, without cross-validation a second time', () => {
    const run = after(
      [
        { kind: 'features', done: 10, total: 10, cached: 0 },
        { kind: 'fold', fold: 1, folds: 1, accuracy: 0.9 },
        epoch(1),
        epoch(2),
        { kind: 'features', done: 10, total: 10, cached: 0 },
        epoch(1, { stage: 'fine-tune', epochs: 10 }),
      ],
      1,
    );
    assert.deepEqual([run.part, run.stage, run.folds], ['fine-tune', 'epochs', [0.9]]);
    assert.deepEqual(
      run.curve.map((point) => point.epoch),
      [1],
    );
  });

  it('keeps the shape of a long curve, and its last point', () => {
    const all = Array.from({ length: 5000 }, (_, index) => epoch(index + 1));
    for (const length of [MAX_POINTS, MAX_POINTS + 1, 4999, 5000]) {
      const { curve } = after(all.slice(0, length));
      assert.ok(curve.length <= MAX_POINTS && curve.length >= MAX_POINTS / 2, String(curve.length));
      assert.equal(curve.at(-1)?.epoch, length);
      const epochs = curve.map((point) => point.epoch);
      assert.deepEqual(
        epochs,
        epochs.toSorted((a, b) => a - b),
      );
    }
  });
});
