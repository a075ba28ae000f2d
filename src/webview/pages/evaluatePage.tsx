import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { EvaluationReport } from '../../shared/evaluation';
import type { LabelEdit } from '../../shared/evaluationProtocol';
import type { PanelEvaluation, PanelState } from '../../shared/panelProtocol';
import { Banner } from '../components/banner';
import { EmptyState } from '../components/emptyState';
import { FactList, type Fact } from '../components/factList';
import { AnswerStatus } from '../components/inside/answerStatus';
import { ConfidenceCharts } from '../evaluate/confidenceCharts';
import { ConfusionGrid } from '../evaluate/confusionGrid';
import { EvaluationHeader } from '../evaluate/evaluationHeader';
import { LabelTable } from '../evaluate/labelTable';
import { MistakeTiles } from '../evaluate/mistakeTiles';
import { useEvaluatedRun } from '../evaluate/useEvaluatedRun';
import { count, percent } from '../format';
import { useQuestion } from '../hooks/useQuestion';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

/** How right the answers about folders of pictures are. */
export function EvaluatePage({ state }: { readonly state: PanelState }): JSX.Element {
  const host = usePanelHost();
  const page = useRef<HTMLDivElement>(null);
  useScrollMemory('evaluate', page);
  const [version, setVersion] = useState(0);
  const [edits, setEdits] = useState<readonly LabelEdit[] | null>(null);
  const { runs, known, run } = useEvaluatedRun(state);
  const answer = useQuestion(
    run ? { run: run.run, done: run.done, version, edits } : null,
    (asked, options) =>
      host.call('evaluate', { run: asked.run, ...(asked.edits && { edits: asked.edits }) }, options),
  );
  if (runs.value?.length === 0) return <EmptyState how="evaluateHow" />;
  const report = answer.value;
  const changed = (): void => {
    setEdits(null);
    setVersion(version + 1);
  };
  return (
    <div class="evaluate" ref={page}>
      {runs.failure !== null && <AnswerStatus answer={runs} label={text('pageEvaluate')} />}
      {run && (
        <EvaluationHeader
          runs={known}
          run={run.run}
          report={report}
          onRun={(next) => {
            setEdits(null);
            host.store.showEvaluated(next);
          }}
          onChanged={changed}
        />
      )}
      {run && (answer.running || answer.failure !== null || answer.stopped) && (
        <AnswerStatus answer={answer} label={text('pageEvaluate')} />
      )}
      {run && report && <Judged report={report} run={run.run} onEdit={setEdits} />}
    </div>
  );
}

interface JudgedProps {
  readonly report: PanelEvaluation;
  readonly run: number;
  readonly onEdit: (edits: readonly LabelEdit[]) => void;
}

function Judged({ report, run, onEdit }: JudgedProps): JSX.Element {
  const host = usePanelHost();
  const { evaluation } = report;
  const left = leftOutText(report);
  return (
    <>
      {left.length > 0 && (
        <Banner kind="warning" title={text('evaluateLeftOut')}>
          {left.join(' ')}
        </Banner>
      )}
      {evaluation.pictures > 0 && <FactList label="evaluateFigures" facts={factsOf(report)} />}
      {evaluation.pictures > 0 && <ConfidenceCharts evaluation={evaluation} />}
      <h2>{text('evaluateLabels')}</h2>
      <LabelTable report={report} onEdit={onEdit} />
      {evaluation.pictures > 0 && (
        <>
          <h2>{text('evaluateConfusion')}</h2>
          <ConfusionGrid
            evaluation={evaluation}
            onOpen={(actual, predicted) => void host.act('showAnswered', { run, actual, predicted })}
          />
          <h2>{text('evaluateMistakes')}</h2>
          <MistakeTiles report={report} />
        </>
      )}
    </>
  );
}

function factsOf({ evaluation }: EvaluationReport): readonly Fact[] {
  const { pictures, top1, top5, macro, macroOfActual, weighted, calibration } = evaluation;
  return [
    ['evaluatePictures', count(pictures)],
    ['evaluateTop1', percent(top1)],
    ['evaluateTop5', percent(top5)],
    ['evaluateBalanced', percent(macroOfActual.recall)],
    ['evaluateMacroActual', percent(macroOfActual.f1)],
    ['evaluateMacro', percent(macro.f1)],
    ['evaluateWeighted', percent(weighted.f1)],
    ['evaluateError', percent(calibration.expectedError)],
  ];
}

function leftOutText({ evaluation: { leftOut }, withoutAnswer }: EvaluationReport): readonly string[] {
  const { unlabelled, unmapped } = leftOut;
  const pictures = unmapped.reduce((sum, one) => sum + one.pictures, 0);
  const names = unmapped.map(({ label }) => label).join(', ');
  return [
    ...(unlabelled > 0 ? [text('evaluateUnlabelled', count(unlabelled))] : []),
    ...(pictures > 0 ? [text('evaluateUnmapped', count(pictures), names)] : []),
    ...(withoutAnswer > 0 ? [text('evaluateWithoutAnswer', count(withoutAnswer))] : []),
  ];
}
