import type { ComponentChildren, JSX } from 'preact';
import type { Evaluation } from '../../shared/evaluation';
import {
  coverageChart,
  histogramChart,
  reliabilityChart,
  type ChartPart,
  type ChartWords,
} from '../../shared/evaluationCharts';
import { Slider } from '../components/inside/slider';
import { count, percent } from '../format';
import { useChoice } from '../hooks/useChoice';
import { localizedPercent } from '../language';
import { text, type MessageKey } from '../strings';
import { EvaluationChart } from './evaluationChart';

const SLIDER = { min: 0, max: 100, step: 1 };

/** Whether confidence can be trusted, and what a threshold on it would do. */
export function ConfidenceCharts({ evaluation }: { readonly evaluation: Evaluation }): JSX.Element {
  const { calibration, histogram, coverage } = evaluation;
  const [chosen, choose] = useChoice('evaluate-threshold', '50');
  const threshold = Math.min(100, Math.max(0, Math.round(Number(chosen)) || 0));
  const point = coverage.find((one) => Math.round(100 * one.threshold) === threshold);
  return (
    <section class="evaluate-charts" aria-label={text('columnProbability')}>
      <figure>
        <h2>{text('evaluateCalibration')}</h2>
        <EvaluationChart chart={reliabilityChart(calibration, wordsOf('evaluateCalibration'))} />
        <figcaption class="minor">
          <Key part="accuracy">{text('evaluateAccuracy')}</Key>
          <Key part="gap">{text('evaluateGap')}</Key>
        </figcaption>
      </figure>
      <figure>
        <h2>{text('evaluateHistogram')}</h2>
        <EvaluationChart chart={histogramChart(histogram, wordsOf('evaluateHistogram'))} />
        <figcaption class="minor">
          <Key part="right">{text('evaluateRight')}</Key>
          <Key part="wrong">{text('evaluateWrong')}</Key>
        </figcaption>
      </figure>
      <figure>
        <h2>{text('evaluateThreshold')}</h2>
        <EvaluationChart chart={coverageChart(coverage, wordsOf('evaluateThreshold'), threshold / 100)} />
        <figcaption>
          <p class="minor">
            <Key part="coverage">{text('evaluateCoverage')}</Key>
            <Key part="right">{text('evaluateRightOfThose')}</Key>
          </p>
          <Slider
            label={text('evaluateThresholdLabel')}
            name="evaluate-threshold"
            scale={SLIDER}
            value={threshold}
            shown={localizedPercent(String(threshold))}
            onSlide={(value) => {
              choose(String(value));
            }}
          />
          <p class="evaluate-threshold" role="status">
            {point && thresholdText(point.covered, point.right, evaluation.pictures)}
          </p>
        </figcaption>
      </figure>
    </section>
  );
}

function thresholdText(covered: number, right: number, pictures: number): string {
  if (covered === 0) return text('evaluateNoneCovered');
  return text('evaluateCovered', count(covered), percent(covered / pictures), percent(right / covered));
}

function wordsOf(label: MessageKey): ChartWords {
  return {
    label: text(label),
    percent: (share) => localizedPercent(String(Math.round(100 * share))),
    bin: (from, to, pictures, right) =>
      text('evaluateBin', percent(from), percent(to), count(pictures), count(right)),
  };
}

function Key({
  part,
  children,
}: {
  readonly part: ChartPart;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <span class="evaluate-key">
      <span class={`swatch swatch-${part}`} /> {children}
    </span>
  );
}
