import type { JSX } from 'preact';
import type { TrainingRun } from '../../shared/training';
import { count, percent } from '../format';
import { usePanelHost } from '../panelHost';
import { Curves } from './curves';
import { shareOf, stageText, timeLeftText } from './runWords';
import { trainText } from './trainStrings';

/** A training that goes on: where it stands, how it learns, and what can be done about it. */
export function RunView({ run }: { readonly run: TrainingRun }): JSX.Element {
  const host = usePanelHost();
  const { stage, done, total, folds, stopping, secondsLeft } = run;
  const doing = stageText(run);
  return (
    <section class="train-part" aria-labelledby="train-running">
      <h2 id="train-running">{trainText('running')}</h2>
      <div
        class="steps-bar train-progress"
        role="progressbar"
        aria-labelledby="train-running"
        aria-valuemin={0}
        aria-valuemax={Math.max(1, total)}
        aria-valuenow={done}
        aria-valuetext={doing}
      >
        <div class="steps-fill" style={{ width: `${100 * shareOf(run)}%` }} />
      </div>
      <p class="train-stage">
        <span>{doing}</span>{' '}
        <span class="minor">{secondsLeft === undefined ? '' : timeLeftText(secondsLeft)}</span>
      </p>
      {stopping && <p class="minor">{trainText('stopping')}</p>}
      {folds.length > 0 && (
        <p class="minor">
          {folds
            .map((accuracy, fold) => trainText('foldDone', count(fold + 1), percent(accuracy)))
            .join(' · ')}
        </p>
      )}
      <div class="actions">
        <button
          class="button"
          type="button"
          data-focus="train-stop"
          disabled={stopping || stage !== 'epochs'}
          onClick={() => void host.act('stopTraining', null)}
        >
          {trainText('stop')}
        </button>
        <button
          class="button button-secondary"
          type="button"
          data-focus="train-cancel"
          onClick={() => void host.act('cancelTraining', null)}
        >
          {trainText('cancelTraining')}
        </button>
      </div>
      {run.curve.length > 0 && <Curves {...run} />}
    </section>
  );
}
