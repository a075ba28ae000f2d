import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { evaluate, figuresOf } from '../../src/model/dataset/figures/evaluate';
import { judgeOptions } from '../../src/model/dataset/figures/judge';
import { mapLabels } from '../../src/model/dataset/figures/mapLabels';
import type { Evaluation, LabelledPicture, Rates } from '../../src/shared/evaluation';
import { fixture } from '../support/paths';

/** What scikit-learn said (make_figures.py). */
interface Expected {
  readonly top1: number;
  readonly top5: number;
  readonly balanced: number;
  readonly labels: readonly (Rates & { readonly label: string; readonly support: number })[];
  readonly macro: Rates;
  readonly macroOfActual: Rates;
  readonly weighted: Rates;
  readonly confusion: readonly (readonly number[])[];
  readonly bins: {
    readonly counts: readonly number[];
    readonly confidence: readonly number[];
    readonly accuracy: readonly number[];
  };
  readonly expectedError: number;
  readonly greatestError: number;
  readonly coverage: readonly (readonly [number, number])[];
  readonly mistakes: readonly number[];
}

interface Case {
  readonly names: readonly string[];
  readonly truth: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
  readonly figures: Expected;
}

const { cases } = JSON.parse(readFileSync(fixture('figures', 'figures.json'), 'utf8')) as {
  readonly cases: Readonly<Record<string, Case>>;
};

const TOLERANCE = 1e-12;

function near(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= TOLERANCE, `${what}: ${actual} instead of ${expected}`);
}

function nearRates(actual: Rates, expected: Rates, what: string): void {
  for (const rate of ['precision', 'recall', 'f1'] as const) {
    near(actual[rate], expected[rate], `${what} ${rate}`);
  }
}

function picturesOf({ names, truth, probabilities }: Case, kept?: number): readonly LabelledPicture[] {
  return truth.map((label, index) => {
    const all = Float32Array.from(probabilities[index] ?? []);
    const topK = Array.from(all, (probability, place) => ({ index: place, probability }))
      .sort((a, b) => b.probability - a.probability || a.index - b.index)
      .slice(0, kept ?? 5);
    const picture = { path: `/pictures/${index}.png`, label: names[label] ?? '', topK };
    return kept === undefined ? { ...picture, probabilities: all } : picture;
  });
}

function evaluated(one: Case, kept?: number): Evaluation {
  const mapping = mapLabels(one.names, { labels: one.names });
  return evaluate(picturesOf(one, kept), { mapping, classes: one.names });
}

describe('figures', () => {
  for (const [title, one] of Object.entries(cases)) {
    describe(title, () => {
      const { figures } = one;
      const evaluation = evaluated(one);

      it('have the accuracies of scikit-learn', () => {
        assert.equal(evaluation.pictures, one.truth.length);
        near(evaluation.top1, figures.top1, 'top-1');
        near(evaluation.top5, figures.top5, 'top-5');
        near(evaluation.macroOfActual.recall, figures.balanced, 'balanced accuracy');
      });

      it('have its precision, recall and F1 of every label, and their means', () => {
        assert.deepEqual(
          evaluation.labels.map(({ label, support }) => [label, support]),
          figures.labels.map(({ label, support }) => [label, support]),
        );
        evaluation.labels.forEach((label, index) => {
          nearRates(label, figures.labels[index]!, label.label);
        });
        nearRates(evaluation.macro, figures.macro, 'macro');
        nearRates(evaluation.macroOfActual, figures.macroOfActual, 'macro of actual labels');
        nearRates(evaluation.weighted, figures.weighted, 'weighted');
      });

      it('have its confusion matrix', () => {
        const matrix = figures.confusion.map((row) => row.map(() => 0));
        for (const { actual, predicted, count } of evaluation.confusion.cells) {
          matrix[actual]![predicted] = count;
        }
        assert.deepEqual(matrix, figures.confusion);
      });

      it('have its calibration curve and the expected calibration error', () => {
        const { bins, expectedError, greatestError } = evaluation.calibration;
        assert.deepEqual(
          bins.map(({ count }) => count),
          figures.bins.counts,
        );
        const filled = bins.filter(({ count }) => count > 0);
        filled.forEach(({ confidence, accuracy }, index) => {
          near(confidence ?? NaN, figures.bins.confidence[index]!, 'confidence');
          near(accuracy ?? NaN, figures.bins.accuracy[index]!, 'accuracy');
        });
        near(expectedError, figures.expectedError, 'expected error');
        near(greatestError, figures.greatestError, 'greatest error');
      });

      it('have the coverage of every threshold, and the mistakes in order', () => {
        assert.deepEqual(
          evaluation.coverage.map(({ covered, right }) => [covered, right]),
          figures.coverage,
        );
        const names = one.truth.map((_, index) => `/pictures/${index}.png`);
        const wrong = names.filter((_, index) => {
          const row = one.probabilities[index]!;
          return row.indexOf(Math.max(...row)) !== one.truth[index];
        });
        assert.deepEqual(
          evaluation.mistakes.map(({ path }) => path),
          figures.mistakes.map((place) => wrong[place]),
        );
        assert.equal(evaluation.wrong, wrong.length);
      });

      it('count every answer once in the histogram', () => {
        const right = evaluation.histogram.reduce((sum, bin) => sum + bin.right, 0);
        const wrong = evaluation.histogram.reduce((sum, bin) => sum + bin.wrong, 0);
        assert.deepEqual([right, wrong], [one.truth.length - evaluation.wrong, evaluation.wrong]);
      });

      it('are the same from the best five classes as from all, where no classes are added up', () => {
        const fromFive = evaluated(one, 5);
        assert.deepEqual({ ...fromFive, mistakes: [] }, { ...evaluation, mistakes: [] });
      });
    });
  }

  it('of nothing are zero, not NaN', () => {
    const nothing = figuresOf([]);
    assert.deepEqual([nothing.top1, nothing.top5, nothing.macro.f1, nothing.weighted.recall], [0, 0, 0, 0]);
    assert.equal(nothing.calibration.expectedError, 0);
    assert.deepEqual(nothing.confusion, { labels: [], cells: [] });
    assert.doesNotMatch(JSON.stringify(nothing), /NaN/);
  });
});

describe('several classes that stand for one label', () => {
  const classes = ['tabby', 'tiger cat', 'lynx', 'beagle'];
  const edits = new Map([
    ['cat', [0, 1]],
    ['dog', [3]],
  ]);
  const mapping = mapLabels(['cat', 'dog', 'car'], { labels: classes }, edits);
  const picture = (label: string | undefined, ...probabilities: number[]): LabelledPicture => ({
    path: `${label ?? 'none'}.png`,
    ...(label !== undefined && { label }),
    topK: [],
    probabilities,
  });

  it('answer together, and a class without a label answers with its own name', () => {
    const { confusion, mistakes, pictures } = evaluate(
      [picture('cat', 0.3, 0.3, 0.4, 0), picture('dog', 0.2, 0.1, 0.6, 0.1)],
      { mapping, classes },
    );
    assert.equal(pictures, 2);
    assert.deepEqual(confusion.labels, ['cat', 'dog', 'lynx']);
    assert.deepEqual(confusion.cells, [
      { actual: 0, predicted: 0, count: 1 },
      { actual: 1, predicted: 2, count: 1 },
    ]);
    assert.equal(mistakes[0]?.confidence, 0.6);
    assert.equal(mistakes[0].actualProbability, 0.1);
  });

  it('are not added up where each class has a probability of its own', () => {
    const { confusion } = evaluate([picture('cat', 0.8, 0.8, 0.9, 0)], {
      mapping,
      classes,
      independent: true,
    });
    assert.deepEqual(confusion.labels, ['cat', 'lynx']);
  });

  it('are added up of one sigmoid output, which tells two classes apart, and not of two outputs', () => {
    const labels = ['no', 'yes'];
    const both = mapLabels(labels, { labels });
    assert.equal(judgeOptions({ labels, output: 'sigmoid', classes: 1 }, both).independent, false);
    assert.equal(judgeOptions({ labels, output: 'sigmoid', classes: 2 }, both).independent, true);
    assert.equal(judgeOptions({ labels, output: 'softmax', classes: 2 }, both).independent, false);
  });

  it('leave out, and tell of, pictures without a label and labels without a class', () => {
    const { pictures, leftOut } = evaluate(
      [picture(undefined, 1, 0, 0, 0), picture('car', 1, 0, 0, 0), picture('car', 1, 0, 0, 0)],
      { mapping, classes },
    );
    assert.equal(pictures, 0);
    assert.deepEqual(leftOut, { unlabelled: 1, unmapped: [{ label: 'car', pictures: 2 }] });
  });

  it('tell a label from a class of the same name that it does not stand for', () => {
    const other = mapLabels(['lynx'], { labels: classes }, new Map([['lynx', [0]]]));
    const { confusion } = evaluate([picture('lynx', 0, 0, 1, 0)], { mapping: other, classes });
    assert.deepEqual(confusion.labels, ['lynx', 'lynx (class 2)']);
  });

  it('let the class that comes first win a tie', () => {
    const { mistakes, top1 } = evaluate([picture('dog', 0, 0, 0.5, 0.5)], { mapping, classes });
    assert.equal(top1, 0);
    assert.equal(mistakes[0]?.predicted, 'lynx');
  });
});
