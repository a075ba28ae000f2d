import type { JSX } from 'preact';
import { text, type MessageKey } from '../strings';

/** A name and what is known under it. */
export type Fact = readonly [name: MessageKey, value: string];

/** Facts as a list of names and values. */
export function FactList({
  label,
  facts,
}: {
  readonly label: MessageKey;
  readonly facts: readonly Fact[];
}): JSX.Element {
  return (
    <dl class="facts" aria-label={text(label)}>
      {facts.map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{text(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
