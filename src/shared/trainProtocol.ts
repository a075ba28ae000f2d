import type { ModelRecord, ModelRequest, Preprocessing, PreprocessingChoice } from './classification';
import type { NetworkId } from './network';
import type { Evaluation } from './evaluation';
import type { ErrorData } from './xceptionError';

/** The parts that pictures are split into: to learn from, to know when to stop, and to judge by. */
export type SplitSide = 'train' | 'validation' | 'test';

/** What is to be looked at before training. */
export type SurveyRequest = {
  readonly folder: string;
  /** Draws the split where the folders do not say it. */
  readonly seed: number;
  /** Share of the pictures, of each class, that is put aside to judge by, where the folders do not say it. */
  readonly testShare: number;
};

/** A class, and how many pictures it has where. */
export type SurveyedClass = {
  readonly label: string;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
};

/** Pictures that are copies of each other: the same bytes, or alike to the eye (scaled, compressed, mirrored). */
export type CopyGroup = {
  /** Relative to the folder. */
  readonly files: readonly string[];
  /** Whether all files have the same bytes. */
  readonly identical: boolean;
  /** Whether they lie in folders of different classes. */
  readonly labelsDiffer: boolean;
  /** Whether the folders put them on different sides of the split. */
  readonly acrossSplit: boolean;
};

/** What a folder offers to learn from. */
export type FolderSurvey = {
  readonly folder: string;
  /** Who split the pictures: folders named `train`, `val`, `test`, or the seed. */
  readonly splitBy: 'folders' | 'seed';
  readonly classes: readonly SurveyedClass[];
  /** Pictures of the largest class for one of the smallest, among those that are learnt from. */
  readonly imbalance: number;
  readonly unreadable: readonly { readonly file: string; readonly error: ErrorData }[];
  readonly copies: readonly CopyGroup[];
  /** Pictures that are not learnt from, since a copy of them is judged by. */
  readonly leftOut: readonly string[];
  /** Pictures that lie in no class's folder. */
  readonly unlabelled: readonly string[];
  /** Things to know before training, in words. */
  readonly warnings: readonly string[];
};

export const HEAD_KINDS = ['linear', 'mlp'] as const;
/** What is put on the backbone: softmax regression, or one hidden layer before it. */
export type HeadKind = (typeof HEAD_KINDS)[number];

export const OPTIMIZERS = ['lbfgs', 'adam', 'sgd'] as const;
/** L-BFGS takes all pictures in every step and is for the linear head alone; the others go by minibatches. */
export type OptimizerName = (typeof OPTIMIZERS)[number];

export const SCHEDULES = ['constant', 'cosine', 'step'] as const;
export type ScheduleName = (typeof SCHEDULES)[number];

export const AUGMENTATIONS = ['flip', 'crop', 'colour'] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

export const FINE_TUNINGS = ['none', 'exit'] as const;
/** Which part of the backbone is trained further: nothing, or the exit flow's last separable convolutions. */
export type FineTuning = (typeof FINE_TUNINGS)[number];

/** How a classifier is trained. Two trainings with the same options on the same pictures give the same numbers. */
export type TrainOptions = {
  readonly seed: number;
  /** Share of the pictures that is put aside to judge by, where the folders do not say it. */
  readonly testShare: number;
  readonly head: HeadKind;
  /** Units of the hidden layer. */
  readonly hidden: number;
  /** Share of the hidden units that is dropped in training. */
  readonly dropout: number;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly schedule: ScheduleName;
  /** At most; of L-BFGS, its iterations. */
  readonly epochs: number;
  readonly batch: number;
  /** Weight decay: what half the sum of the squared weights, of standardised features, adds to the mean loss. */
  readonly l2: number;
  /** Pictures of rare classes count more, so that every class counts the same. */
  readonly classWeights: boolean;
  /** Epochs without a lower loss on the validation pictures after which it stops. */
  readonly patience: number;
  readonly augment: readonly Augmentation[];
  /** Changed copies of each picture, where it is augmented. */
  readonly copies: number;
  /** Cross-validation on the pictures that are learnt from, with so many folds; 0 for none. */
  readonly folds: number;
  readonly fineTune: FineTuning;
  /** At most, and the learning rate, of fine-tuning. */
  readonly fineTuneEpochs: number;
  readonly fineTuneRate: number;
};

/** What is trained on what. */
export type TrainRequest = {
  readonly folder: string;
  /** Whose backbone. */
  readonly model: ModelRequest;
  readonly input: { readonly height: number; readonly width: number };
  readonly preprocessing?: PreprocessingChoice;
  readonly options: TrainOptions;
  /** A network to train from random weights, in place of a head on {@link model}'s backbone. */
  readonly scratch?: NetworkId;
  /** The `.keras` file to be. */
  readonly out: string;
  readonly overwrite: boolean;
};

/** How well a set of pictures is told at one moment. */
export type LossAndAccuracy = {
  /** Mean cross-entropy in nats; of the training pictures with the weight decay. */
  readonly loss: number;
  /** 0 to 1. */
  readonly accuracy: number;
};

/** What training tells on its way. */
export type TrainEvent =
  | { readonly kind: 'looking'; readonly done: number; readonly total: number }
  | { readonly kind: 'survey'; readonly survey: FolderSurvey }
  /** Pictures through the backbone; `cached` were known from before. */
  | {
      readonly kind: 'features';
      readonly done: number;
      readonly total: number;
      readonly cached: number;
      readonly secondsLeft?: number;
    }
  | EpochEvent
  | { readonly kind: 'fold'; readonly fold: number; readonly folds: number; readonly accuracy: number }
  | { readonly kind: 'writing'; readonly share: number };

export type EpochEvent = {
  readonly kind: 'epoch';
  readonly stage: 'head' | 'fine-tune' | 'scratch';
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  readonly train: LossAndAccuracy;
  /** Of pictures that are not learnt from. Those of `test` are looked at, and nothing is chosen by them. */
  readonly held?: LossAndAccuracy & { readonly side: 'validation' | 'test' };
  /** The epoch whose weights will be kept as it stands. */
  readonly best: number;
  readonly secondsLeft: number;
};

/** A share with the interval that holds the true one in 95 of 100 cases (Wilson). */
export type ShareWithInterval = { readonly value: number; readonly low: number; readonly high: number };

/** What came of a training. */
export type TrainReport = {
  readonly out: string;
  /** The model card as a text beside the model. */
  readonly card: string;
  readonly bytes: number;
  readonly classes: readonly string[];
  readonly network: ModelRecord['network'];
  readonly backbone: string;
  readonly input: { readonly height: number; readonly width: number };
  readonly preprocessing: Preprocessing;
  readonly options: TrainOptions;
  readonly survey: FolderSurvey;
  /** Pictures on each side in the end, the validation's among them where it was drawn from the training's. */
  readonly split: Readonly<Record<SplitSide, number>>;
  /** SHA-256 over the pictures' own, their classes and sides: the same for the same data. */
  readonly data: string;
  /** SHA-256 over the trained weights: the same for the same result. */
  readonly weights: string;
  readonly accuracy: ShareWithInterval;
  /** What always naming the most frequent class of the training pictures would get. */
  readonly baseline: number;
  /** On the pictures to judge by. */
  readonly figures: Evaluation;
  readonly folds?: {
    readonly accuracies: readonly number[];
    readonly mean: number;
    /** Over all folds' pictures together. */
    readonly accuracy: ShareWithInterval;
  };
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly lastTrain: LossAndAccuracy;
  /** Where it was fine-tuned: what the head on the untouched backbone got before, and which epoch was kept; 0 is none. */
  readonly fineTuned?: {
    readonly before: ShareWithInterval;
    readonly epochs: number;
    readonly bestEpoch: number;
  };
  /** Whether the user ended it before its end. */
  readonly stopped: boolean;
  readonly features: { readonly total: number; readonly cached: number };
  /** Milliseconds. */
  readonly times: {
    readonly survey: number;
    readonly features: number;
    readonly training: number;
    readonly writing: number;
  };
  readonly warnings: readonly string[];
};

/** What the training process answers. */
export type TrainMethods = {
  /** Looks at a folder. */
  survey: {
    params: SurveyRequest;
    result: FolderSurvey;
    progress: { readonly done: number; readonly total: number };
  };
  /** Trains, judges and writes. Cancelled, it writes nothing. */
  train: { params: TrainRequest; result: TrainReport; progress: TrainEvent };
  /** Ends the training that goes on with what is best until now, which is judged and written. */
  stop: { params: null; result: null };
};
