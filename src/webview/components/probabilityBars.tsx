import type { JSX } from 'preact';
import type { Prediction } from '../../shared/classification';
import { percent } from '../format';

/** The best classes with their probabilities as quiet bars. */
export function ProbabilityBars({
  predictions,
}: {
  readonly predictions: readonly Prediction[];
}): JSX.Element {
  return (
    <ol class="bars">
      {predictions.map(({ index, label, probability }) => (
        <li key={index} class="bar-line">
          <span class="bar-label" title={label}>
            {label}
          </span>
          <Bar share={probability} />
          <span class="number">{percent(probability)}</span>
        </li>
      ))}
    </ol>
  );
}

/** A share, 0 to 1, as a bar. The number beside it says the same to those who cannot see it. */
export function Bar({ share }: { readonly share: number }): JSX.Element {
  return (
    <span class="bar" aria-hidden="true">
      <span class="bar-fill" style={{ width: `${100 * Math.max(0, Math.min(1, share))}%` }} />
    </span>
  );
}
