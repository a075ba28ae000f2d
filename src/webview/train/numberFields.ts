import type { TrainKey } from './trainStrings';

/** A number of the form, and what it may be. */
interface NumberField {
  readonly title: TrainKey;
  readonly help: TrainKey;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  /** Whether 0 is allowed although {@link least} is more. */
  readonly orZero?: boolean;
}

export const NUMBER_NAMES = [
  'side',
  'folds',
  'seed',
  'testShare',
  'epochs',
  'l2',
  'learningRate',
  'batch',
  'patience',
  'hidden',
  'dropout',
  'copies',
  'fineTuneEpochs',
  'fineTuneRate',
] as const;
export type NumberName = (typeof NUMBER_NAMES)[number];

/** The ranges are those of `trainOptions` in the engine, which has the last word. */
export const NUMBER_FIELDS: Readonly<Record<NumberName, NumberField>> = {
  side: { title: 'side', help: 'sideHelp', least: 71, most: 1024, whole: true },
  folds: { title: 'folds', help: 'foldsHelp', least: 2, most: 100, whole: true, orZero: true },
  seed: { title: 'seed', help: 'seedHelp', least: 0, most: 2 ** 31, whole: true },
  testShare: { title: 'testShare', help: 'testShareHelp', least: 0.01, most: 0.99, whole: false },
  epochs: { title: 'epochs', help: 'epochsHelp', least: 1, most: 100_000, whole: true },
  l2: { title: 'l2', help: 'l2Help', least: 0, most: 1000, whole: false },
  learningRate: { title: 'learningRate', help: 'learningRateHelp', least: 1e-7, most: 10, whole: false },
  batch: { title: 'batch', help: 'batchHelp', least: 1, most: 4096, whole: true },
  patience: { title: 'patience', help: 'patienceHelp', least: 1, most: 100_000, whole: true },
  hidden: { title: 'hidden', help: 'hiddenHelp', least: 1, most: 65_536, whole: true },
  dropout: { title: 'dropout', help: 'dropoutHelp', least: 0, most: 0.99, whole: false },
  fineTuneEpochs: {
    ...{ title: 'fineTuneEpochs', help: 'fineTuneEpochsHelp' },
    ...{ least: 1, most: 100_000, whole: true },
  },
  fineTuneRate: {
    ...{ title: 'fineTuneRate', help: 'fineTuneRateHelp' },
    ...{ least: 1e-7, most: 10, whole: false },
  },
  copies: { title: 'copiesEach', help: 'copiesEachHelp', least: 1, most: 100, whole: true },
};
