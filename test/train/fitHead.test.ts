import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fitHead, headProbabilities, type HeadFit } from '../../src/model/runtime/train/fitHead';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import type { LabelledFeatures } from '../../src/model/train/headTraining';
import { Random } from '../../src/model/train/random';
import { DEFAULT_TRAINING, trainOptions } from '../../src/model/train/trainOptions';
import type { TrainOptions } from '../../src/shared/trainProtocol';
import { fixture } from '../support/paths';

interface Problem {
  readonly classes: number;
  /** scikit-learn's C. */
  readonly inverseDecay: number;
  readonly features: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly even: Answer;
  readonly balanced: Answer;
}
interface Answer {
  readonly probabilities: readonly (readonly number[])[];
  readonly accuracy: number;
}
const stored = JSON.parse(readFileSync(fixture('train/heads.json'), 'utf8')) as {
  readonly train: number;
  readonly problems: readonly Problem[];
};

const part = ({ features, labels }: Problem, from: number, to?: number): LabelledFeatures => ({
  values: Float32Array.from(features.slice(from, to).flat()),
  size: features[0]!.length,
  labels: labels.slice(from, to),
});
const accuracyOf = (fit: HeadFit, { values, size, labels }: LabelledFeatures, classes: number): number => {
  const probabilities = headProbabilities(fit, { values, size, labels });
  const right = labels.filter((label, row) => {
    const own = [...probabilities.subarray(row * classes, (row + 1) * classes)];
    return own.indexOf(Math.max(...own)) === label;
  });
  return right.length / labels.length;
};
/** Nothing is chosen by the pictures that are not learnt from. */
const fit = (problem: Problem, options: Partial<TrainOptions>, seed = 1): Promise<HeadFit> =>
  fitHead(part(problem, 0, stored.train), part(problem, stored.train), {
    classes: problem.classes,
    options: trainOptions({ ...options, seed }),
    random: new Random(seed),
    heldSide: 'test',
    onEpoch: () => undefined,
    checkpoint: () => 'go on',
  });

describe('a head on features', () => {
  stored.problems.forEach((problem) => {
    for (const [name, classWeights] of [
      ['even', false],
      ['balanced', true],
    ] as const) {
      it(`linear, ${problem.classes} classes, ${name}: the probabilities of scikit-learn's LogisticRegression`, async () => {
        // Of two classes scikit-learn has one weight vector, here there are two, each half of it: together half its squares.
        const inverseDecay = problem.inverseDecay / (problem.classes === 2 ? 2 : 1);
        const l2 = 1 / (inverseDecay * stored.train);
        const found = await fit(problem, { l2, classWeights, epochs: 1000 });
        const test = part(problem, stored.train);
        const probabilities = headProbabilities(found, test);
        const expected = problem[name].probabilities.flat();
        const worst = Math.max(...expected.map((value, i) => Math.abs(value - probabilities[i]!)));
        assert.ok(worst < 2e-3, `differs by ${worst}`);
        assert.ok(Math.abs(accuracyOf(found, test, problem.classes) - problem[name].accuracy) <= 0.02);
      });
    }
  });

  it('learns by Adam and by SGD what L-BFGS finds', async () => {
    const [problem] = stored.problems as [Problem];
    const best = await fit(problem, { l2: 0.02, epochs: 1000 });
    for (const [optimizer, learningRate] of [
      ['adam', 0.02],
      ['sgd', 0.1],
    ] as const) {
      const found = await fit(problem, {
        l2: 0.02,
        optimizer,
        learningRate,
        epochs: 150,
        patience: 150,
        batch: 25,
      });
      const test = part(problem, stored.train);
      const [ours, wanted] = [found, best].map((each) => headProbabilities(each, test));
      const mean = ours!.reduce((sum, value, i) => sum + Math.abs(value - wanted![i]!), 0) / ours!.length;
      assert.ok(mean < 0.03, `${optimizer} differs by ${mean} in the mean`);
    }
  });

  it('with a hidden layer tells what no line can part, stops early and keeps the best epoch', async () => {
    const random = new Random(5);
    const points = Array.from({ length: 400 }, () => [random.between(-1, 1), random.between(-1, 1)] as const);
    const labels = points.map(([x, y]) => (x * y > 0 ? 1 : 0));
    const of = (from: number, to: number): LabelledFeatures => ({
      values: Float32Array.from(points.slice(from, to).flat()),
      size: 2,
      labels: labels.slice(from, to),
    });
    const train = (options: Partial<TrainOptions>): Promise<HeadFit> =>
      fitHead(of(0, 300), of(300, 400), {
        classes: 2,
        options: trainOptions({ ...options, seed: 3 }),
        random: new Random(3),
        heldSide: 'validation',
        onEpoch: () => undefined,
        checkpoint: () => 'go on',
      });
    const line = await train({});
    assert.ok(accuracyOf(line, of(300, 400), 2) < 0.75);
    const mlp = await train({
      ...{ head: 'mlp', optimizer: 'adam', hidden: 32, dropout: 0.1, learningRate: 0.02, l2: 0 },
      ...{ epochs: 400, patience: 12, schedule: 'constant' },
    });
    assert.ok(accuracyOf(mlp, of(300, 400), 2) > 0.9);
    assert.ok(mlp.epochs < 400, 'it stops by itself');
    assert.equal(mlp.epochs - mlp.bestEpoch, 12);
  });

  it('is the same for the same seed, number by number, and another for another', async () => {
    const [problem] = stored.problems as [Problem];
    const options = { head: 'mlp', optimizer: 'adam', epochs: 5, hidden: 16 } as const;
    const [one, same, other] = [
      await fit(problem, options),
      await fit(problem, options),
      await fit(problem, options, 2),
    ];
    assert.deepEqual(same.layers, one.layers);
    assert.notDeepEqual(other.layers, one.layers);
  });

  it('stops when asked and keeps what it has; and leaves no tensor behind', async () => {
    const tf = nativeTensorflow();
    const before = tf.memory().numTensors;
    const [problem] = stored.problems as [Problem];
    for (const options of [{}, { optimizer: 'adam', epochs: 100, learningRate: 0.1 }] as const) {
      let epochs = 0;
      const found = await fitHead(part(problem, 0, stored.train), part(problem, stored.train), {
        classes: problem.classes,
        options: trainOptions(options),
        random: new Random(1),
        heldSide: 'validation',
        onEpoch: () => {
          epochs++;
        },
        checkpoint: () => (epochs >= 3 ? 'stop' : 'go on'),
      });
      assert.equal(found.stopped, true);
      assert.equal(found.epochs, 3);
      assert.ok(accuracyOf(found, part(problem, 0, stored.train), problem.classes) > 0.6);
    }
    await assert.rejects(
      fitHead(part(problem, 0, stored.train), undefined, {
        classes: problem.classes,
        options: DEFAULT_TRAINING,
        random: new Random(1),
        onEpoch: () => {
          throw new Error('given up');
        },
        checkpoint: () => 'go on',
      }),
      /given up/,
    );
    assert.equal(tf.memory().numTensors, before);
  });
});
