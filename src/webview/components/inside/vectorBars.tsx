import type { JSX } from 'preact';
import type { LayerActivations } from '../../../shared/explainProtocol';
import { figure } from '../../format';
import { text } from '../../strings';

interface VectorBarsProps {
  readonly activations: LayerActivations;
  /** The model's classes, which the numbers of a last layer belong to. */
  readonly labels: readonly string[];
}

/** The numbers of a vector, highest first, as bars to both sides of 0. */
export function VectorBars({ activations, labels }: VectorBarsProps): JSX.Element {
  const { layer, sheet, shape, statistics } = activations;
  const { min, max } = sheet.range ?? statistics;
  const start = Math.min(0, min);
  const span = Math.max(0, max) - start || 1;
  const place = (value: number): number => (100 * (Math.min(Math.max(value, min), max) - start)) / span;
  const names = shape[0] === labels.length ? labels : [];
  return (
    // A list that scrolls must be reached by the keyboard.
    <div class="vector-box" tabIndex={0} role="region" aria-label={text('vectorAlt', layer)}>
      <ol class="vector">
        {sheet.maps.map(({ channel, mean: value }) => (
          <li key={channel} class="vector-line">
            <span class="vector-name" title={names[channel]}>
              {names[channel] ?? channel}
            </span>
            <span class="vector-track" aria-hidden="true">
              <span
                class="bar-fill"
                style={{
                  left: `${Math.min(place(0), place(value))}%`,
                  width: `${Math.abs(place(value) - place(0))}%`,
                }}
              />
            </span>
            <span class="number">{figure(value)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
