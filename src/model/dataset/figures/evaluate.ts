import type { Evaluation, Judged, LabelledPicture, LeftOut } from '../../../shared/evaluation';
import { calibration, confidenceHistogram, coverageCurve, isRight } from './confidence';
import { confusionMatrix } from './confusionMatrix';
import { judge, type JudgeOptions } from './judge';
import { labelFigures, meanRates, ratio } from './labelFigures';

/** More mistakes than anybody looks through. */
export const MAX_MISTAKES = 200;

const NOTHING_LEFT_OUT: LeftOut = { unlabelled: 0, unmapped: [] };

/** All figures of a model's answers about labelled pictures. */
export function evaluate(pictures: Iterable<LabelledPicture>, options: JudgeOptions): Evaluation {
  const { judged, leftOut } = judge(pictures, options);
  return figuresOf(judged, leftOut);
}

/**
 * All figures of judged pictures.
 *
 * @param leftOut - what is told of the pictures that could not be judged
 */
export function figuresOf(judged: readonly Judged[], leftOut: LeftOut = NOTHING_LEFT_OUT): Evaluation {
  const confusion = confusionMatrix(judged);
  const labels = labelFigures(confusion);
  const wrong = judged.filter((one) => !isRight(one)).sort((a, b) => b.confidence - a.confidence);
  return {
    pictures: judged.length,
    leftOut,
    top1: ratio(judged.length - wrong.length, judged.length),
    top5: ratio(judged.filter(({ inTop5 }) => inTop5).length, judged.length),
    labels,
    macro: meanRates(labels),
    macroOfActual: meanRates(labels.filter(({ support }) => support > 0)),
    weighted: meanRates(labels, ({ support }) => support),
    confusion,
    mistakes: wrong.slice(0, MAX_MISTAKES),
    wrong: wrong.length,
    calibration: calibration(judged),
    histogram: confidenceHistogram(judged),
    coverage: coverageCurve(judged),
  };
}
