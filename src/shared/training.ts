import type {
  EpochEvent,
  FolderSurvey,
  HeadKind,
  LossAndAccuracy,
  TrainOptions,
  TrainReport,
} from './trainProtocol';

/** What a person decides before a training; the file it goes to is asked for when it begins. */
export interface TrainingSettings {
  /** Whose backbone: the ref of one of {@link TrainingState.backbones}. */
  readonly model: string;
  /** Side of the square input, in pixels. */
  readonly side: number;
  readonly options: TrainOptions;
}

/** What a training is at, in this order; `folds` only where cross-validation was asked for. */
export type TrainingStage = 'looking' | 'features' | 'folds' | 'epochs' | 'writing';

/** One epoch in the curves. */
export interface CurvePoint {
  readonly epoch: number;
  readonly train: LossAndAccuracy;
  /** Of pictures that are not learnt from. */
  readonly held?: LossAndAccuracy;
}

/** Where a training stands. */
export interface TrainingRun {
  readonly stage: TrainingStage;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft?: number;
  /** What is trained: the head, or the end of the backbone with it, which has curves of its own. */
  readonly part: EpochEvent['stage'];
  /** Not every epoch, where there are more than anybody sees. */
  readonly curve: readonly CurvePoint[];
  /** Which pictures {@link CurvePoint.held} is of. */
  readonly heldSide: 'validation' | 'test';
  /** The epoch whose weights are kept as it stands; 0 before the first. */
  readonly best: number;
  /** Accuracies of the folds that are done. */
  readonly folds: readonly number[];
  /** Whether it was asked to end with what is best until now. */
  readonly stopping: boolean;
}

/** Pictures looked at, and how many there are. */
export interface Looking {
  readonly done: number;
  readonly total: number;
}

/** A folder that is trained on: what the panel's page shows. */
export interface TrainingState {
  readonly folder: string;
  /** The folder's name, and where it lies as the workspace sees it. */
  readonly name: string;
  readonly where: string;
  /** How far the first look at the pictures is; null when nobody is looking. */
  readonly looking: Looking | null;
  /** The file that the last training was to write; null before the first. */
  readonly out: string | null;
  /** Null before the first look, or where that failed. */
  readonly survey: FolderSurvey | null;
  /** Models on this machine whose backbone can be taken. */
  readonly backbones: readonly { readonly model: string; readonly title: string }[];
  /** What is asked for unless a person says otherwise. */
  readonly usual: Omit<TrainingSettings, 'options'>;
  readonly defaults: Readonly<Record<HeadKind, TrainOptions>>;
  /** What the last training was asked for; null before the first. */
  readonly asked: TrainingSettings | null;
  readonly running: boolean;
  /** The training that goes on, or the last one. */
  readonly run: TrainingRun | null;
  /** What came of the last training; null while it goes on, and where it came to nothing. */
  readonly report: TrainReport | null;
  /** Why looking or training ended early, for people. */
  readonly problem: string | null;
}

/** A picture of a training by its place in what was found: the panel names no files. */
export type TrainingPicture =
  | { readonly of: 'mistakes'; readonly index: number }
  | { readonly of: 'copies'; readonly group: number; readonly index: number };
