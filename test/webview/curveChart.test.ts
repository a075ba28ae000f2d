import assert from 'node:assert/strict';
import type { CurvePoint } from '../../src/shared/training';
import { curveChart } from '../../src/webview/train/curveChart';

const words = { label: 'Chart', across: 'Epoch', upright: 'Loss', number: String };

function curve(losses: readonly number[], accuracies: readonly number[] = losses.map(() => 1)): CurvePoint[] {
  return losses.map((loss, index) => ({
    epoch: index + 1,
    train: { loss, accuracy: accuracies[index] ?? 1 },
  }));
}

function textsOf(chart: ReturnType<typeof curveChart>): readonly string[] {
  return chart.marks.flatMap((mark) => (mark.shape === 'text' ? [mark.text] : []));
}

function pathOf(chart: ReturnType<typeof curveChart>, part: string): string {
  const mark = chart.marks.find((one) => one.part === part);
  return mark?.shape === 'path' ? mark.d : '';
}

describe('the curves of a training', () => {
  it('draw a loss from 0 to an even number, over whole epochs', () => {
    const chart = curveChart(curve([1.7, 0.9, 0.5, 0.3]), 'loss', 4, words);
    assert.deepEqual(textsOf(chart), ['0', '0.5', '1', '1.5', '2', '1', '2', '3', '4', 'Loss', 'Epoch']);
    assert.equal(pathOf(chart, 'train'), 'M46 44.1L147.3 97.7L248.7 124.5L350 137.9');
    assert.equal(pathOf(chart, 'threshold'), 'M350 24V158');
  });

  it('let accuracies begin below the least, so that the last tenths can be told apart', () => {
    const lowest = (accuracies: readonly number[]): string | undefined =>
      textsOf(curveChart(curve(accuracies, accuracies), 'accuracy', 0, words))[0];
    assert.equal(lowest([0.96, 0.99]), '0.95');
    assert.equal(lowest([0.81, 0.99]), '0.8');
    assert.equal(lowest([0.49, 0.99]), '0');
  });

  it('stand for one epoch, for very many, and for a loss that is no number', () => {
    assert.equal(pathOf(curveChart(curve([0.5]), 'loss', 1, words), 'train'), 'M46 46.3');
    const long = curveChart(curve(Array.from({ length: 437 }, (_, i) => 1 / (i + 1))), 'loss', 0, words);
    assert.deepEqual(textsOf(long).slice(5, -2), ['1', '100', '200', '300', '400']);
    assert.equal(pathOf(long, 'threshold'), '', 'no epoch is kept yet');
    const broken = curveChart(curve([0.5, Number.NaN, Infinity, 0.25]), 'loss', 0, words);
    assert.equal(pathOf(broken, 'train').match(/[ML]/g)?.length, 2);
    assert.doesNotMatch(JSON.stringify(broken), /NaN|null|Infinity/);
  });
});
