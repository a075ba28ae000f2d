import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { RunState } from '../../shared/panelProtocol';
import { text } from '../strings';

/** Tells screen readers of a run: what begins, every quarter, and the end. Each picture would be chatter. */
export function RunAnnouncer({ run }: { readonly run: RunState | null }): JSX.Element {
  const ran = useRef(false);
  const words = run ? announcement(run) : ran.current ? text('runFinished') : '';
  ran.current ||= run !== null;
  return (
    <div class="visually-hidden" role="status">
      {words}
    </div>
  );
}

function announcement({ activity, done, total }: RunState): string {
  const quarters = Math.floor((4 * done) / Math.max(1, total));
  return text('runAnnouncement', activity, 25 * quarters);
}
