import type { LabelSource } from './datasetProtocol';
import type { Evaluation, LabelMapping } from './evaluation';

/** What the dataset process answers about how right a run's answers are. Part of its methods. */
export type EvaluationMethods = {
  /** Judges a run's answers by labels. */
  evaluate: { params: EvaluateRequest; result: RunEvaluation };
  /** Paths of the pictures of one cell of the confusion matrix, in the run's order. */
  answered: { params: AnsweredRequest; result: readonly string[] };
  /** What every picture that has an answer shows, and what the model says of it, in the run's order. */
  answers: { params: EvaluateRequest; result: readonly PictureAnswer[] };
};

export type EvaluateRequest = {
  readonly run: number;
  /** Instead of the labels that the run was opened with; without either, the folders' names. */
  readonly labels?: LabelSource;
  /** Classes that a person gave to labels, before all that names tell. */
  readonly edits?: readonly LabelEdit[];
};

export type LabelEdit = Pick<LabelMapping, 'label' | 'classes'>;

export type AnsweredRequest = EvaluateRequest & {
  readonly actual: string;
  readonly predicted: string;
};

export type PictureAnswer = {
  readonly path: string;
  readonly label?: string;
  /** In the words of the labels. Absent where the label, if there is one, stands for no class of the model. */
  readonly predicted?: string;
};

export type RunEvaluation = {
  /** Names of the model's classes, by index. */
  readonly classes: readonly string[];
  readonly mapping: readonly LabelMapping[];
  /** Pictures without an answer: failed, or not reached. */
  readonly withoutAnswer: number;
  readonly evaluation: Evaluation;
};
