import type { JSX } from 'preact';
import type { WeightsInspection } from '../../shared/inspection';
import { count } from '../format';
import { text } from '../strings';
import { bindingSentence } from './bindingSentence';
import { storedShape } from './tensorColumns';

/** Longer lists are a stranger's file; all of it is in the copied report. */
const MOST = 200;

/** Which of the network's variables are there, and what is missing, too much, or of another shape. */
export function BindingReport({ report }: { readonly report: WeightsInspection }): JSX.Element {
  const { missing, extra, mismatched } = report;
  return (
    <section>
      <h2>{text('weightsBinding')}</h2>
      <p>{bindingSentence(report)}</p>
      <Names
        title={text('weightsMissing', count(missing.length))}
        items={missing.map(({ name, shape }) => [name, storedShape(shape)])}
      />
      <Names
        title={text('weightsMismatched', count(mismatched.length))}
        items={mismatched.map(({ name, shape, variable, expected }) => [
          name,
          text('weightsExpected', storedShape(shape), variable, storedShape(expected)),
        ])}
      />
      <Names
        title={text('weightsExtra', count(extra.length))}
        items={extra.map(({ name, shape }) => [name, storedShape(shape)])}
      />
    </section>
  );
}

interface NamesProps {
  readonly title: string;
  readonly items: readonly (readonly [name: string, about: string])[];
}

function Names({ title, items }: NamesProps): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <details class="weights-names" open={items.length <= 12}>
      <summary>{title}</summary>
      <ul>
        {items.slice(0, MOST).map(([name, about]) => (
          <li key={name}>
            <span class="mono">{name}</span> <span class="minor">{about}</span>
          </li>
        ))}
        {items.length > MOST && <li class="minor">{text('andMore', count(items.length - MOST))}</li>}
      </ul>
    </details>
  );
}
