import type { JSX } from 'preact';
import type { NetworkTimes } from '../hooks/useNetworkTimes';
import { text } from '../strings';
import { AnswerStatus } from './inside/answerStatus';
import { peakNote, timesSummary } from './inside/timesSummary';

/** Measures the layers of the table on this machine. It is done when the user says so: it keeps all cores busy. */
export function MeasureLayers({ times }: { readonly times: NetworkTimes }): JSX.Element {
  const { report, answer, measure } = times;
  return (
    <div class="time-actions">
      <button
        class="button button-secondary"
        type="button"
        disabled={answer.running}
        data-focus="layers-measure"
        onClick={measure}
      >
        {text('measureHere')}
      </button>
      <AnswerStatus
        answer={answer}
        label={text('measureHere')}
        note={report ? `${timesSummary(report)} ${peakNote(report)}`.trim() : undefined}
      />
    </div>
  );
}
