import type { JSX } from 'preact';
import type { InspectionProgress } from '../../shared/inspection';
import { count } from '../format';
import { text } from '../strings';

interface ReadingBarProps {
  readonly file: string;
  readonly reading: InspectionProgress;
}

/** How far the reading of the file is. */
export function ReadingBar({ file, reading: { done, total } }: ReadingBarProps): JSX.Element {
  const label = text('weightsReading', file);
  return (
    <div class="weights-reading">
      <p role="status">{label}</p>
      <progress aria-label={label} max={Math.max(total, 1)} {...(total > 0 && { value: done })} />
      <p class="minor number">{total > 0 ? text('weightsTensorOf', count(done), count(total)) : ''}</p>
    </div>
  );
}
