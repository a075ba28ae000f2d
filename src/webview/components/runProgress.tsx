import type { JSX } from 'preact';
import type { RunState } from '../../shared/panelProtocol';
import { count } from '../format';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

/** Where a run stands. It has its place beside the tabs, so that nothing moves when a run starts or ends. */
export function RunProgress({ run }: { readonly run: RunState }): JSX.Element {
  const host = usePanelHost();
  const counted = text('runCount', count(run.done), count(run.total));
  return (
    <div class="run">
      <span class={run.done === 0 ? 'run-activity' : 'run-activity run-activity-minor'} title={run.activity}>
        {run.activity}
      </span>
      <span class={run.done === 0 ? 'run-count run-count-minor' : 'run-count'}>{counted}</span>
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
