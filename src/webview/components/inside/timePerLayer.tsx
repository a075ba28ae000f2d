import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAnswer } from '../../hooks/useAnswer';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';
import { AnswerStatus } from './answerStatus';
import type { SectionProps } from './insideSections';
import { peakNote, timesSummary } from './timesSummary';
import { TimeTable } from './timeTable';

/** How long each layer takes on this machine. It is measured when the user says so: it keeps all cores busy. */
export function TimePerLayer({ entry }: SectionProps): JSX.Element {
  const host = usePanelHost();
  const [asked, setAsked] = useState(0);
  const { id } = entry;
  const answer = useAnswer(asked === 0 ? null : `${id} ${asked}`, async (options) => {
    const report = await host.call('profile', { id }, options);
    host.profiles.set(entry.model, report);
    return report;
  });
  const { running } = answer;
  // Another picture of the same model takes as long.
  const value = answer.value ?? host.profiles.get(entry.model);
  return (
    <>
      <p class="minor">{text('timeHint')}</p>
      <div class="time-actions">
        <button
          class="button"
          type="button"
          disabled={running}
          data-focus="time-measure"
          onClick={() => {
            setAsked(asked + 1);
          }}
        >
          {text(value ? 'timeAgain' : 'timeMeasure')}
        </button>
        <AnswerStatus answer={answer} label={text('sectionTime')} />
      </div>
      {value && (
        <>
          <p role="status">{`${timesSummary(value)} ${peakNote(value)}`.trim()}</p>
          <TimeTable report={value} />
        </>
      )}
    </>
  );
}
