import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TrainingRun } from '../../shared/training';
import type { TrainReport } from '../../shared/trainProtocol';
import { ConfusionGrid } from '../evaluate/confusionGrid';
import { count, percent } from '../format';
import { usePanelHost } from '../panelHost';
import { Curves } from './curves';
import { ReportFacts } from './reportFacts';
import { ResultTable } from './resultTable';
import { TrainMistakes, type MistakeCell } from './trainMistakes';
import { trainText } from './trainStrings';

interface ResultViewProps {
  readonly report: TrainReport;
  /** Its curves, where they are still known. */
  readonly run: TrainingRun | null;
  /** Whether the model is the one in use. */
  readonly inUse: boolean;
}

/** What came of a training, with its figures' uncertainty. */
export function ResultView({ report, run, inUse }: ResultViewProps): JSX.Element {
  const host = usePanelHost();
  const [cell, setCell] = useState<MistakeCell | null>(null);
  const { accuracy, baseline, figures, split, stopped, epochs, bestEpoch } = report;
  return (
    <section class="train-part" aria-labelledby="train-result">
      <h2 id="train-result">{trainText('result')}</h2>
      <p class="train-headline">
        <strong>{trainText('resultRight', percent(accuracy.value))}</strong>{' '}
        <span>
          {trainText('resultInterval', percent(accuracy.low), percent(accuracy.high), count(split.test))}
        </span>{' '}
        <span class="minor">{trainText('resultBaseline', percent(baseline))}</span>
      </p>
      {stopped && <p>{trainText('stopped', epochs, bestEpoch)}</p>}
      <div class="actions">
        <button
          class="button"
          type="button"
          data-focus="train-use"
          disabled={inUse}
          onClick={() => void host.act('useTrained', null)}
        >
          {trainText(inUse ? 'inUse' : 'use')}
        </button>
        <button
          class="button button-secondary"
          type="button"
          data-focus="train-reveal"
          onClick={() => void host.act('revealTrained', null)}
        >
          {trainText('reveal')}
        </button>
        <button
          class="button button-secondary"
          type="button"
          data-focus="train-card"
          onClick={() => void host.act('openTrainingCard', null)}
        >
          {trainText('card')}
        </button>
      </div>
      {run && run.curve.length > 0 && <Curves {...run} />}
      <ReportFacts report={report} />
      <h3>{trainText('perClass')}</h3>
      <ResultTable figures={figures} />
      <h3>{trainText('confusion')}</h3>
      <ConfusionGrid
        evaluation={figures}
        onOpen={(actual, predicted) => {
          setCell(actual === predicted ? null : { actual, predicted });
        }}
      />
      <h3>{trainText('mistakes')}</h3>
      <TrainMistakes
        figures={figures}
        cell={cell}
        onAll={() => {
          setCell(null);
        }}
      />
    </section>
  );
}
