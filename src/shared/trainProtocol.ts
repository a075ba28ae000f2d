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
