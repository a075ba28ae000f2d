import type { JSX } from 'preact';
import { EVALUATION_FORMATS } from '../../shared/evaluation';
import type { EvaluableRun, PanelEvaluation } from '../../shared/panelProtocol';
import { Choice } from '../components/inside/choice';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { RunChoice } from './runChoice';

interface EvaluationHeaderProps {
  readonly runs: readonly EvaluableRun[];
  readonly run: number;
  readonly report: PanelEvaluation | null;
  readonly onRun: (run: number) => void;
  /** Asks for the figures anew, as labels or mapping have changed. */
  readonly onChanged: () => void;
}

/** Which run is judged by which labels, and what can be done with the figures. */
export function EvaluationHeader({
  runs,
  run,
  report,
  onRun,
  onChanged,
}: EvaluationHeaderProps): JSX.Element {
  const host = usePanelHost();
  const chosen = report?.labelsFile === null || !report ? 'folders' : 'file';
  const after = (change: Promise<boolean>): void => {
    void host.attempt(async () => {
      if (await change) onChanged();
    });
  };
  const chooseLabels = (from: 'folders' | 'file'): void => {
    after(host.call('chooseLabels', { run, from }));
  };
  return (
    <div class="compare-controls">
      <RunChoice name="evaluate-run" runs={runs} run={run} onRun={onRun} />
      <Choice
        label={text('evaluateLabelsFrom')}
        name="evaluate-labels-from"
        value={chosen}
        options={[
          ['folders', text('evaluateFromFolders')],
          ['file', report?.labelsFile ?? text('evaluateFromFile')],
        ]}
        onChoose={chooseLabels}
      />
      {chosen === 'file' && (
        <Action
          title={text('evaluateOtherFile')}
          onAct={() => {
            chooseLabels('file');
          }}
        />
      )}
      <Action
        title={text('evaluateReadMapping')}
        onAct={() => {
          after(host.call('readMapping', { run }));
        }}
      />
      <Action title={text('evaluateWriteMapping')} onAct={() => void host.act('writeMapping', { run })} />
      {report && (
        <span class="results-order">
          <span class="minor">{text('evaluateExport')}</span>
          {EVALUATION_FORMATS.map((format) => (
            <Action
              key={format}
              title={format.toUpperCase()}
              onAct={() => void host.act('exportEvaluation', { run, format })}
            />
          ))}
        </span>
      )}
    </div>
  );
}

function Action({ title, onAct }: { readonly title: string; readonly onAct: () => void }): JSX.Element {
  return (
    <button class="button button-secondary" type="button" onClick={onAct}>
      {title}
    </button>
  );
}
