import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { TrainingState } from '../../shared/training';
import { percent } from '../format';
import { shareOf, stageText } from './runWords';
import { trainText } from './trainStrings';

/** Tells screen readers of a training: every quarter of each of its stages, and the end. Each epoch would be chatter. */
export function TrainAnnouncer({ training }: { readonly training: TrainingState }): JSX.Element {
  const ran = useRef(false);
  const last = useRef({ place: '', words: '' });
  const words = wordsOf(training, ran.current, last);
  ran.current ||= training.running;
  return (
    <div class="visually-hidden" role="status">
      {words}
    </div>
  );
}

function wordsOf(
  { running, run, report, problem }: TrainingState,
  ran: boolean,
  last: { current: { readonly place: string; readonly words: string } },
): string {
  if (running && run) {
    const quarters = Math.floor(4 * shareOf(run));
    const place = `${run.stage} ${quarters}`;
    // What is said stays until there is news: a text that changed with every epoch would be read with every epoch.
    if (place !== last.current.place) {
      last.current = { place, words: trainText('saidStage', stageText(run), 25 * quarters) };
    }
    return last.current.words;
  }
  if (!ran) return '';
  if (report) return trainText('saidDone', percent(report.accuracy.value));
  return problem === null ? '' : trainText('saidFailed');
}
