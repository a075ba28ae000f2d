import { evaluate } from '../../../src/model/dataset/figures/evaluate';
import { trainOptions } from '../../../src/model/train/trainOptions';
import { shareWithInterval } from '../../../src/model/train/wilson';
import type { TrainingMethods } from '../../../src/shared/panelProtocol';
import type { Handlers } from '../../../src/shared/rpc';
import type { TrainingRun, TrainingState } from '../../../src/shared/training';
import { advanceRun, newRun } from '../../../src/shared/trainingRun';
import type { FolderSurvey, TrainReport } from '../../../src/shared/trainProtocol';
import { encodedPicture } from './encodedPicture';
import { kitchenware } from './states';

const CLASSES = ['ants', 'bees', 'wasps'];

export const survey: FolderSurvey = {
  folder: '/pictures/insects',
  splitBy: 'seed',
  classes: [
    { label: 'ants', train: 98, validation: 0, test: 24 },
    { label: 'bees', train: 20, validation: 0, test: 6 },
    { label: 'wasps', train: 4, validation: 0, test: 2 },
  ],
  imbalance: 24.5,
  unreadable: [
    {
      file: 'ants/broken.jpg',
      error: { code: 'image-unreadable', message: 'ants/broken.jpg cannot be read as a picture.' },
    },
  ],
  copies: [
    {
      files: ['ants/1.jpg', 'bees/1.jpg'],
      ...{ identical: true, labelsDiffer: true, acrossSplit: false },
    },
    {
      files: ['ants/2.jpg', 'ants/2-small.jpg'],
      ...{ identical: false, labelsDiffer: false, acrossSplit: true },
    },
  ],
  leftOut: ['ants/2-small.jpg'],
  unlabelled: ['cover.jpg'],
  warnings: [],
};

/** A folder that was looked at. */
export const lookedAt: TrainingState = {
  ...{ folder: '/pictures/insects', name: 'insects', where: 'pictures/insects' },
  ...{
    looking: null,
    survey,
    asked: null,
    out: null,
    running: false,
    run: null,
    report: null,
    problem: null,
  },
  backbones: [
    { model: kitchenware.id, title: kitchenware.title },
    { model: '/models/mine.keras', title: 'mine.keras' },
  ],
  usual: { model: kitchenware.id, side: 299 },
  defaults: { linear: trainOptions({ head: 'linear' }), mlp: trainOptions({ head: 'mlp' }) },
};

/** A run after so many epochs, as the engine's events make it. */
export function runAfter(epochs: number, folds = 0): TrainingRun {
  let run = advanceRun(newRun(), { kind: 'survey', survey }, folds);
  run = advanceRun(run, { kind: 'features', done: 154, total: 154, cached: 20 }, folds);
  for (let fold = 1; fold <= folds; fold++) {
    run = advanceRun(run, { kind: 'fold', fold, folds, accuracy: 0.9 + fold / 100 }, folds);
  }
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const [train, held] = [1 / epoch, 1.2 / epoch + 0.05];
    run = advanceRun(
      run,
      {
        ...{ kind: 'epoch', stage: 'head', epoch, epochs: 200, best: epoch, secondsLeft: 200 - epoch },
        train: { loss: train, accuracy: 1 - train / 3 },
        held: { side: 'test', loss: held, accuracy: 1 - held / 3 },
      },
      folds,
    );
  }
  return run;
}

const asked = {
  model: kitchenware.id,
  side: 150,
  options: trainOptions({ epochs: 40, folds: 2 }),
} as const;

export const training: TrainingState = {
  ...lookedAt,
  ...{ asked, out: '/pictures/insects.keras', running: true, run: runAfter(12, 2) },
};

const PICTURES = 32;
const WRONG = [3, 11, 12];
const figures = evaluate(
  Array.from({ length: PICTURES }, (_, index) => ({
    path: `/pictures/insects/${CLASSES[index % 2]}/${index}.jpg`,
    label: CLASSES[index % 2] ?? '',
    topK: [],
    probabilities: WRONG.includes(index) === (index % 2 === 0) ? [0.1, 0.85, 0.05] : [0.9, 0.08, 0.02],
  })),
  {
    classes: CLASSES,
    mapping: CLASSES.map((label, index) => ({ label, classes: [index], by: 'exact' as const })),
  },
);

export const report: TrainReport = {
  ...{ out: '/pictures/insects.keras', card: '/pictures/insects.keras.md', bytes: 83_000_000 },
  ...{ classes: CLASSES, network: 'paper', backbone: kitchenware.title },
  input: { height: 150, width: 150 },
  preprocessing: kitchenware.preprocessing,
  ...{ options: asked.options, survey },
  split: { train: 122, validation: 0, test: PICTURES },
  ...{ data: 'd'.repeat(64), weights: 'e'.repeat(64) },
  accuracy: shareWithInterval(PICTURES - figures.wrong, PICTURES),
  baseline: 0.5,
  figures,
  folds: { accuracies: [0.91, 0.92], mean: 0.915, accuracy: shareWithInterval(112, 122) },
  ...{ epochs: 12, bestEpoch: 9, lastTrain: { loss: 0.08, accuracy: 0.97 }, stopped: true },
  fineTuned: { before: shareWithInterval(PICTURES - figures.wrong, PICTURES), epochs: 8, bestEpoch: 0 },
  features: { total: 154, cached: 20 },
  times: { survey: 812, features: 20_400, training: 1500, writing: 700 },
  warnings: [],
};

/** A training that has ended well. */
export const trained: TrainingState = { ...training, running: false, report };

/** One whose process was killed. */
export const failed: TrainingState = {
  ...training,
  ...{ running: false, run: null, problem: 'The training was not finished: its process ended (SIGKILL).' },
};

export function trainHandlers(): Handlers<TrainingMethods> {
  const done = (): null => null;
  return {
    chooseTrainingFolder: done,
    lookAgain: done,
    startTraining: () => true,
    retryTraining: done,
    stopTraining: done,
    cancelTraining: done,
    useTrained: done,
    revealTrained: done,
    openTrainingCard: done,
    trainingPicture: async () => ({ picture: await encodedPicture(8) }),
    openMistake: done,
  };
}
