import type { JSX } from 'preact';
import type { WeightsInspection } from '../../shared/inspection';
import { text } from '../strings';
import { reportFacts } from './reportFacts';

/** The facts of the file as a list of names and values. */
export function WeightsFacts({ report }: { readonly report: WeightsInspection }): JSX.Element {
  return (
    <section>
      <h2>{text('weightsFacts')}</h2>
      <dl class="facts weights-facts">
        {reportFacts(report).map(([name, value]) => (
          <div key={name} class="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
