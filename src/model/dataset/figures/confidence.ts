import type {
  Calibration,
  CoveragePoint,
  HistogramBin,
  Judged,
  ReliabilityBin,
} from '../../../shared/evaluation';
import { ratio } from './labelFigures';

/** As many as Guo et al. take. */
const RELIABILITY_BINS = 15;
const HISTOGRAM_BINS = 20;
/** Thresholds of the coverage curve: 0, 0.01 … 1. */
const COVERAGE_STEPS = 100;

/**
 * How well confidence agrees with accuracy. Source: Guo et al. 2017, "On Calibration of Modern Neural Networks", equations
 * 1 to 5; bins as scikit-learn's `calibration_curve` with `strategy="uniform"`.
 */
export function calibration(judged: readonly Judged[], bins = RELIABILITY_BINS): Calibration {
  const reliability = binned(judged, bins).map((members, index): ReliabilityBin => {
    const count = members.length;
    const confidence = members.reduce((sum, one) => sum + one.confidence, 0);
    return {
      ...edges(index, bins),
      count,
      confidence: count === 0 ? null : confidence / count,
      accuracy: count === 0 ? null : members.filter(isRight).length / count,
    };
  });
  const gaps = reliability.map(({ confidence, accuracy }) => Math.abs((confidence ?? 0) - (accuracy ?? 0)));
  const weighted = reliability.reduce((sum, { count }, index) => sum + count * (gaps[index] ?? 0), 0);
  return {
    bins: reliability,
    expectedError: ratio(weighted, judged.length),
    greatestError: gaps.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** Right and wrong answers by their confidence. */
export function confidenceHistogram(
  judged: readonly Judged[],
  bins = HISTOGRAM_BINS,
): readonly HistogramBin[] {
  return binned(judged, bins).map((members, index) => {
    const right = members.filter(isRight).length;
    return { ...edges(index, bins), right, wrong: members.length - right };
  });
}

/** Coverage and accuracy where only answers of at least a confidence are taken. */
export function coverageCurve(judged: readonly Judged[], steps = COVERAGE_STEPS): readonly CoveragePoint[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const threshold = step / steps;
    const covered = judged.filter(({ confidence }) => confidence >= threshold);
    return { threshold, covered: covered.length, right: covered.filter(isRight).length };
  });
}

/** Whether the model's best answer is the picture's label. */
export function isRight({ actual, predicted }: Judged): boolean {
  return actual === predicted;
}

/** Answers by confidence, in bins (from, to]; 0 belongs to the first. */
function binned(judged: readonly Judged[], bins: number): readonly (readonly Judged[])[] {
  const members = Array.from({ length: bins }, (): Judged[] => []);
  for (const one of judged) {
    const bin = Math.ceil(one.confidence * bins) - 1;
    members[Math.min(Math.max(bin, 0), bins - 1)]?.push(one);
  }
  return members;
}

function edges(index: number, bins: number): { readonly from: number; readonly to: number } {
  return { from: index / bins, to: (index + 1) / bins };
}
