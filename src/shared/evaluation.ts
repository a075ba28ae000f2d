/** A class of the model and how probable it is, 0 to 1. */
export interface ClassScore {
  readonly index: number;
  readonly probability: number;
}

/** What a model said of a picture, and what somebody says that it shows. */
export interface LabelledPicture {
  readonly path: string;
  /** Absent where nobody said. */
  readonly label?: string;
  /** The best classes, at least five where the model has them. */
  readonly topK: readonly ClassScore[];
  /** Of all classes in their order, where they were kept; {@link topK} is not needed then. */
  readonly probabilities?: ArrayLike<number>;
}

/** How a label found its classes, surest first; `none` is a label that found no class. */
export const MAPPED_BY = ['edited', 'exact', 'wordnet', 'similar', 'plural', 'none'] as const;
export type MappedBy = (typeof MAPPED_BY)[number];

/** Which of the model's classes a label stands for. */
export interface LabelMapping {
  readonly label: string;
  /** Indices of the model's classes, ascending; none for {@link MappedBy} `none`. */
  readonly classes: readonly number[];
  readonly by: MappedBy;
}

/** One picture judged. */
export interface Judged {
  readonly path: string;
  readonly actual: string;
  readonly predicted: string;
  /** Of {@link predicted}, 0 to 1. */
  readonly confidence: number;
  /** Of {@link actual}, 0 to 1; 0 too where it is not among the scores that were kept. */
  readonly actualProbability: number;
  /** Whether {@link actual} is among the five most probable labels. */
  readonly inTop5: boolean;
}

/** Harmonic means and what they are made of, each 0 to 1; what would divide by zero is 0. */
export interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface LabelFigures extends Rates {
  readonly label: string;
  /** Pictures that have the label. */
  readonly support: number;
  /** Pictures that the model gave the label. */
  readonly predicted: number;
}

/** Counts of pictures by what they show and what the model says; cells without pictures are left out. */
export interface ConfusionMatrix {
  /** Of rows (what pictures show) and columns (what the model says) alike. */
  readonly labels: readonly string[];
  readonly cells: readonly ConfusionCell[];
}

export interface ConfusionCell {
  /** Index into the matrix' labels. */
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** Pictures whose confidence lies in (from, to]. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means over the bin; null in an empty one. */
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: the mean gap of confidence and accuracy over bins, weighted by their pictures. */
  readonly expectedError: number;
  /** The greatest gap of any bin. */
  readonly greatestError: number;
}

/** How many right and wrong answers have a confidence in (from, to]. */
export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly right: number;
  readonly wrong: number;
}

/** What is left when answers below a confidence are not taken. */
export interface CoveragePoint {
  readonly threshold: number;
  /** Pictures whose confidence is at least the threshold. */
  readonly covered: number;
  /** Right ones among them. */
  readonly right: number;
}

/** Pictures that are not in the figures, and why. */
export interface LeftOut {
  /** Pictures without any label. */
  readonly unlabelled: number;
  /** Pictures whose label stands for none of the model's classes, by label. */
  readonly unmapped: readonly { readonly label: string; readonly pictures: number }[];
}

/** Everything that labels and answers together tell. */
export interface Evaluation {
  /** Pictures in the figures. */
  readonly pictures: number;
  readonly leftOut: LeftOut;
  /** Share of pictures whose best label is theirs. */
  readonly top1: number;
  /** Share of pictures whose label is among the best five. */
  readonly top5: number;
  /** In the order of {@link ConfusionMatrix.labels}. */
  readonly labels: readonly LabelFigures[];
  /** Mean over all labels, those included that only the model names: scikit-learn's "macro avg". */
  readonly macro: Rates;
  /** Mean over the labels that pictures have. Its recall is the balanced accuracy. */
  readonly macroOfActual: Rates;
  /** Mean over labels, weighted by their pictures. */
  readonly weighted: Rates;
  readonly confusion: ConfusionMatrix;
  /** Wrong answers, most confident first; as many as were asked for. */
  readonly mistakes: readonly Judged[];
  /** How many wrong answers there are. */
  readonly wrong: number;
  readonly calibration: Calibration;
  readonly histogram: readonly HistogramBin[];
  readonly coverage: readonly CoveragePoint[];
}

/** An evaluation with what it is of: enough to write a report. */
export interface EvaluationReport {
  /** The folder, or what else the pictures came from. */
  readonly source: string;
  readonly model: { readonly title: string; readonly weights: string; readonly network: string };
  /** Names of the model's classes, by index. */
  readonly classes: readonly string[];
  readonly mapping: readonly LabelMapping[];
  /** Pictures without an answer: failed, or not reached. */
  readonly withoutAnswer: number;
  readonly evaluation: Evaluation;
}

/** What an evaluation is written as. */
export const EVALUATION_FORMATS = ['html', 'csv', 'json', 'md'] as const;
export type EvaluationFormat = (typeof EVALUATION_FORMATS)[number];
