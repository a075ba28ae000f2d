import type { EvaluableRun, PanelState } from '../../shared/panelProtocol';
import { useAnswer, type Answer } from '../hooks/useAnswer';
import { usePanelHost } from '../panelHost';

export interface EvaluatedRun {
  /** The question which runs there are. */
  readonly runs: Answer<readonly EvaluableRun[]>;
  readonly known: readonly EvaluableRun[];
  /** The chosen one; before a choice the first. */
  readonly run: EvaluableRun | undefined;
}

/** The runs over folders of pictures, and the one that the pages about such a run are of. */
export function useEvaluatedRun({ run: running, evaluated }: PanelState): EvaluatedRun {
  const host = usePanelHost();
  // A run that goes on has other figures when it has ended.
  const runs = useAnswer(`runs ${String(running === null)} ${String(evaluated)}`, (options) =>
    host.call('evaluableRuns', null, options),
  );
  const known = runs.value ?? [];
  return { runs, known, run: known.find((one) => one.run === evaluated) ?? known[0] };
}
