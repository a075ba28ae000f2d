import type { JSX } from 'preact';
import type { TraceStage } from '../../shared/network';
import { shape } from '../format';
import { text } from '../strings';

/** The shape after each stage, on one line where there is room. */
export function ShapeTrace({ trace }: { readonly trace: readonly TraceStage[] }): JSX.Element {
  return (
    <ol class="trace" aria-label={text('trace')} title={text('trace')}>
      {trace.map(({ stage, shape: sizes }) => (
        <li key={stage}>
          <span class="minor">{stage}</span>
          <span class="number">{shape(sizes)}</span>
        </li>
      ))}
    </ol>
  );
}
