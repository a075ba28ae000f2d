import type { TrainOptions } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';

/** Softmax regression by L-BFGS: quick, and nothing about it is left to chance. */
export const DEFAULT_TRAINING: TrainOptions = {
  seed: 1,
  testShare: 0.2,
  head: 'linear',
  hidden: 256,
  dropout: 0.5,
  optimizer: 'lbfgs',
  learningRate: 0.001,
  schedule: 'cosine',
  epochs: 200,
  batch: 32,
  l2: 0.01,
  classWeights: false,
  patience: 15,
  augment: [],
  copies: 4,
  folds: 0,
  fineTune: 'none',
  fineTuneEpochs: 10,
  fineTuneRate: 0.0001,
};

/** What is better where something else is chosen: a hidden layer cannot be trained by L-BFGS, and needs fewer rounds. */
const FOR_MLP: Partial<TrainOptions> = { optimizer: 'adam', epochs: 60, l2: 1e-4 };

/**
 * Options with what is not given filled in.
 *
 * @throws XceptionError `usage` for a number outside its range, or options that exclude each other
 */
export function trainOptions(given: Partial<TrainOptions>): TrainOptions {
  const options = { ...DEFAULT_TRAINING, ...(given.head === 'mlp' && FOR_MLP), ...given };
  const rules: readonly (readonly [keyof TrainOptions, boolean, string])[] = [
    ['seed', Number.isInteger(options.seed), 'a whole number'],
    ['testShare', options.testShare > 0 && options.testShare < 1, 'a share between 0 and 1'],
    ['hidden', isCount(options.hidden, 65_536), 'a whole number from 1 to 65536'],
    ['dropout', options.dropout >= 0 && options.dropout < 1, 'a share from 0 to below 1'],
    ['learningRate', options.learningRate > 0 && options.learningRate <= 10, 'a number above 0, up to 10'],
    ['epochs', isCount(options.epochs, 100_000), 'a whole number from 1 to 100000'],
    ['batch', isCount(options.batch, 4096), 'a whole number from 1 to 4096'],
    ['l2', options.l2 >= 0 && Number.isFinite(options.l2), 'a number from 0 on'],
    ['patience', isCount(options.patience, 100_000), 'a whole number from 1 to 100000'],
    ['copies', isCount(options.copies, 100), 'a whole number from 1 to 100'],
    ['fineTuneEpochs', isCount(options.fineTuneEpochs, 100_000), 'a whole number from 1 to 100000'],
    ['fineTuneRate', options.fineTuneRate > 0 && options.fineTuneRate <= 10, 'a number above 0, up to 10'],
    ['folds', options.folds === 0 || (isCount(options.folds, 100) && options.folds > 1), '0, or 2 to 100'],
  ];
  const broken = rules.find(([, kept]) => !kept);
  if (broken) {
    const [name, , range] = broken;
    throw new XceptionError('usage', `${name} cannot be ${String(options[name])}: it is ${range}.`);
  }
  if (options.head === 'mlp' && options.optimizer === 'lbfgs') {
    throw new XceptionError(
      'usage',
      'A hidden layer is trained by adam or sgd; lbfgs is for the linear head.',
    );
  }
  return options;
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
