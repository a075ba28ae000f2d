import type { ComponentChildren, JSX } from 'preact';
import type { CurvePoint, TrainingRun } from '../../shared/training';
import type { LossAndAccuracy } from '../../shared/trainProtocol';
import { EvaluationChart } from '../evaluate/evaluationChart';
import { figure as number, percent } from '../format';
import { localizedPercent } from '../language';
import { curveChart } from './curveChart';
import { trainText } from './trainStrings';

type Drawn = Pick<TrainingRun, 'curve' | 'best' | 'heldSide'>;

/** Loss and accuracy over the epochs, and the last of each in words. */
export function Curves({ curve, best, heldSide }: Drawn): JSX.Element {
  const last = curve.at(-1);
  return (
    <div class="train-curves">
      <div class="train-charts">
        <EvaluationChart
          chart={curveChart(curve, 'loss', best, {
            label: trainText('lossChart'),
            ...{ across: trainText('epoch'), upright: trainText('loss'), number },
          })}
        />
        <EvaluationChart
          chart={curveChart(curve, 'accuracy', best, {
            label: trainText('accuracyChart'),
            ...{ across: trainText('epoch'), upright: trainText('accuracy') },
            number: (share) => localizedPercent(String(Math.round(1000 * share) / 10)),
          })}
        />
      </div>
      <p class="minor">
        <Key line="train">{trainText('lineTrain')}</Key>
        {last?.held && (
          <Key line="held">{trainText(heldSide === 'test' ? 'lineTest' : 'lineValidation')}</Key>
        )}
        {best > 0 && <Key line="threshold">{trainText('lineBest', best)}</Key>}
      </p>
      {last && <p class="train-last">{lastText(last, heldSide)}</p>}
    </div>
  );
}

function lastText({ epoch, train, held }: CurvePoint, side: TrainingRun['heldSide']): string {
  const words = ({ loss, accuracy }: LossAndAccuracy): readonly [string, string] => [
    number(loss),
    percent(accuracy),
  ];
  const own = trainText('lastTrain', epoch, ...words(train));
  if (!held) return own;
  return `${own} ${trainText(side === 'test' ? 'lastTest' : 'lastValidation', ...words(held))}`;
}

function Key({
  line,
  children,
}: {
  readonly line: 'train' | 'held' | 'threshold';
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <span class="train-key">
      <svg class="line-key" viewBox="0 0 20 4" aria-hidden="true">
        <path class={`chart-${line}`} d="M0 2H20" />
      </svg>{' '}
      {children}
    </span>
  );
}
