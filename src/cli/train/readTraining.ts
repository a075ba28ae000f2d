import {
  AUGMENTATIONS,
  type Augmentation,
  type FineTuning,
  type HeadKind,
  type OptimizerName,
  type ScheduleName,
  type TrainOptions,
} from '../../shared/trainProtocol';
import type { NetworkId } from '../../shared/network';
import { didYouMean } from '../../shared/suggest';
import { XceptionError } from '../../shared/xceptionError';
import { trainOptions } from '../../model/train/trainOptions';

/** The options of `xception train` that say how it is done, as they were typed. */
export interface TrainingValues {
  readonly head?: HeadKind;
  readonly hidden?: string;
  readonly dropout?: string;
  readonly optimizer?: OptimizerName;
  readonly rate?: string;
  readonly schedule?: ScheduleName;
  readonly epochs?: string;
  readonly batch?: string;
  readonly l2?: string;
  readonly patience?: string;
  readonly 'class-weights'?: boolean;
  readonly augment?: string;
  readonly copies?: string;
  readonly val?: string;
  readonly folds?: string;
  readonly 'from-scratch'?: NetworkId;
  readonly seed?: string;
  readonly 'fine-tune'?: FineTuning;
  readonly 'fine-tune-epochs'?: string;
  readonly 'fine-tune-rate'?: string;
}

/** Options that are numbers, with the names that the training knows them by. */
const NUMBERS = {
  hidden: 'hidden',
  dropout: 'dropout',
  rate: 'learningRate',
  epochs: 'epochs',
  batch: 'batch',
  l2: 'l2',
  patience: 'patience',
  copies: 'copies',
  val: 'testShare',
  folds: 'folds',
  seed: 'seed',
  'fine-tune-epochs': 'fineTuneEpochs',
  'fine-tune-rate': 'fineTuneRate',
} as const satisfies Readonly<Record<string, keyof TrainOptions>>;

/** What a whole network is trained by, unless the options say otherwise: L-BFGS is for heads. */
const FROM_SCRATCH: Partial<TrainOptions> = { optimizer: 'adam', epochs: 30, batch: 16 };

/** @throws XceptionError `usage` */
export function readTraining(values: TrainingValues): TrainOptions {
  const numbers = Object.entries(NUMBERS).flatMap(([option, name]) => {
    const text = values[option as keyof typeof NUMBERS];
    return text === undefined ? [] : [[name, readNumber(`--${option}`, text)] as const];
  });
  const { head, optimizer, schedule } = values;
  return trainOptions({
    ...(values['from-scratch'] && FROM_SCRATCH),
    ...Object.fromEntries(numbers),
    ...(head && { head }),
    ...(optimizer && { optimizer }),
    ...(schedule && { schedule }),
    ...(values['fine-tune'] && { fineTune: values['fine-tune'] }),
    ...(values['class-weights'] === true && { classWeights: true }),
    ...(values.augment !== undefined && { augment: readAugmentations(values.augment) }),
  });
}

function readNumber(option: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new XceptionError('usage', `${option} is a number, not "${text}".`);
}

function readAugmentations(text: string): readonly Augmentation[] {
  return text.split(',').map((word) => {
    const known = AUGMENTATIONS.find((kind) => kind === word.trim());
    if (known !== undefined) return known;
    throw new XceptionError(
      'usage',
      `--augment knows ${AUGMENTATIONS.join(', ')}, not "${word}".${didYouMean(word, AUGMENTATIONS)}`,
    );
  });
}
