import type { JSX } from 'preact';
import type { TraceStage } from '../../shared/network';
import { shape } from '../format';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

interface ShapeTraceProps {
  readonly trace: readonly TraceStage[];
  /** Name of the selected layer. */
  readonly layer: string | null;
}

/** The shape after each stage, on one line where there is room. A stage selects the layer that it ends with. */
export function ShapeTrace({ trace, layer: selected }: ShapeTraceProps): JSX.Element {
  const host = usePanelHost();
  return (
    <ol class="trace" aria-label={text('trace')} title={text('trace')}>
      {trace.map(({ stage, shape: sizes, layer }) => (
        <li key={stage}>
          <button
            type="button"
            class="trace-stage"
            aria-pressed={layer === selected}
            onClick={() => {
              host.selectLayer(layer);
            }}
          >
            <span class="minor">{stage}</span>
            <span class="number">{shape(sizes)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
