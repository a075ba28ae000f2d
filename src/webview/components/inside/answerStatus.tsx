import type { JSX } from 'preact';
import type { Answer } from '../../hooks/useAnswer';
import { count } from '../../format';
import { text } from '../../strings';
import { Icon } from '../icon';

interface AnswerStatusProps {
  readonly answer: Omit<Answer<unknown>, 'value'>;
  /** What is being worked on, for those who cannot see the page. */
  readonly label: string;
  /** What stands here when nothing is under way. */
  readonly note?: string | undefined;
}

/** Where a question stands: a bar and Cancel while it runs, why it failed, or a note. One line high in each case. */
export function AnswerStatus({ answer, label, note = '' }: AnswerStatusProps): JSX.Element {
  const { running, progress, failure, stopped, stop, again } = answer;
  const steps = progress && text('workingSteps', count(progress.done), count(progress.total));
  return (
    <div class="answer-status">
      {running && (
        <>
          <div
            class="steps-bar"
            role="progressbar"
            aria-label={label}
            aria-valuemin={0}
            {...(progress
              ? { 'aria-valuemax': progress.total, 'aria-valuenow': progress.done }
              : { 'aria-valuetext': text('working') })}
          >
            <div
              class="steps-fill"
              style={{ width: `${progress ? (100 * progress.done) / Math.max(1, progress.total) : 0}%` }}
            />
          </div>
          <span class="minor steps-text">{steps ?? text('working')}</span>
          <button class="button button-secondary" type="button" onClick={stop}>
            {text('cancel')}
          </button>
        </>
      )}
      {!running && failure !== null && (
        <p class="answer-failure" role="alert">
          <Icon name="error" /> <strong>{text('notAnswered')}</strong>: {failure}
        </p>
      )}
      {!running && (failure !== null || stopped) && (
        <>
          {stopped && <span>{text('stopped')}</span>}
          <button class="button button-secondary" type="button" onClick={again}>
            {text('runAgain')}
          </button>
        </>
      )}
      {!running && failure === null && !stopped && <span class="minor answer-note">{note}</span>}
    </div>
  );
}
