import type { JSX } from 'preact';
import type { RunState } from '../../shared/panelProtocol';
import { briefly, count } from '../format';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

/** Where a run stands. It has its place beside the tabs, so that nothing moves when a run starts or ends. */
export function RunProgress({ run }: { readonly run: RunState }): JSX.Element {
  const host = usePanelHost();
  const counted = run.total === 0 ? '' : text('runCount', count(run.done), count(run.total));
  const speed = speedOf(run);
  return (
    <div class="run">
      <span class={run.done === 0 ? 'run-activity' : 'run-activity run-activity-minor'} title={run.activity}>
        {run.activity}
      </span>
      <span class={run.done === 0 ? 'run-count run-count-minor' : 'run-count'}>{counted}</span>
      {speed !== '' && <span class="minor run-speed">{speed}</span>}
      {run.paused !== undefined && (
        <button
          class="button button-secondary"
          type="button"
          data-focus="pause"
          onClick={() => {
            void host.act('pauseRun', { paused: !run.paused });
          }}
        >
          {text(run.paused ? 'runResume' : 'runPause')}
        </button>
      )}
      <button
        class="button button-secondary"
        type="button"
        data-focus="cancel"
        onClick={() => {
          void host.act('cancelRun', null);
        }}
      >
        {text('cancel')}
      </button>
      <div
        class="run-bar"
        role="progressbar"
        aria-label={text('run')}
        aria-valuemin={0}
        aria-valuemax={run.total}
        aria-valuenow={run.done}
        aria-valuetext={`${run.activity} ${counted}`}
      >
        <div class="run-bar-fill" style={{ width: `${(100 * run.done) / Math.max(1, run.total)}%` }} />
      </div>
    </div>
  );
}

function speedOf({ perSecond, millisecondsLeft }: RunState): string {
  if (perSecond === undefined) return '';
  const seconds = Math.ceil((millisecondsLeft ?? 0) / 1000);
  const left =
    seconds < 60 ? text('runSeconds', seconds) : text('runMinutes', count(Math.ceil(seconds / 60)));
  return text('runSpeed', briefly(perSecond), left);
}
