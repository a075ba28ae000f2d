import type { EvaluableRun } from '../../shared/panelProtocol';
import { count } from '../format';
import { text } from '../strings';

/** A run in a list of choices. */
export function runTitle({ title, model, done, total }: EvaluableRun): string {
  const pictures = done < total ? text('runCount', count(done), count(total)) : count(total);
  return `${title} · ${model} · ${pictures}`;
}
