import type { JSX } from 'preact';
import { text } from '../../strings';
import type { Course } from '../../variantSteps';

const HEIGHT = 100;
/** Room for half a line's width at 0 and 100%. */
const MARGIN = 2;

interface VariantChartProps {
  readonly courses: readonly Course[];
  readonly steps: number;
  /** The step that is marked; -1 is none. */
  readonly current: number;
}

/** Probabilities as lines; each step lies above the middle of its column. */
export function VariantChart({ courses, steps, current }: VariantChartProps): JSX.Element {
  const width = 100 * steps;
  return (
    <svg
      class="variant-chart"
      viewBox={`0 ${-MARGIN} ${width} ${HEIGHT + 2 * MARGIN}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text('changeChart')}
    >
      {[0, HEIGHT / 2, HEIGHT].map((y) => (
        <path key={y} class="variant-grid" d={`M0 ${y}H${width}`} />
      ))}
      {current >= 0 && <path class="variant-current" d={`M${100 * current + 50} 0V${HEIGHT}`} />}
      {courses.map(({ index, probabilities }, line) => (
        <polyline
          key={index}
          class={`line-${line}`}
          points={probabilities
            .map((probability, step) => `${100 * step + 50},${(HEIGHT * (1 - probability)).toFixed(2)}`)
            .join(' ')}
        />
      ))}
    </svg>
  );
}
