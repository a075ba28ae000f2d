import type { JSX } from 'preact';
import type { EvaluableRun } from '../../shared/panelProtocol';
import { Choice } from '../components/inside/choice';
import { count } from '../format';
import { text } from '../strings';

interface RunChoiceProps {
  /** Unique in the panel; by it the control gets its focus back after a reload. */
  readonly name: string;
  readonly runs: readonly EvaluableRun[];
  readonly run: number;
  readonly onRun: (run: number) => void;
}

/** One of the runs over folders of pictures. */
export function RunChoice({ name, runs, run, onRun }: RunChoiceProps): JSX.Element {
  return (
    <Choice
      label={text('evaluateRun')}
      name={name}
      value={String(run)}
      options={runs.map((one) => [String(one.run), runTitle(one)] as const)}
      onChoose={(value) => {
        onRun(Number(value));
      }}
    />
  );
}

function runTitle({ title, model, done, total }: EvaluableRun): string {
  const pictures = done < total ? text('runCount', count(done), count(total)) : count(total);
  return `${title} · ${model} · ${pictures}`;
}
