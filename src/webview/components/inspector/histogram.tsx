import type { JSX } from 'preact';
import { count } from '../../format';
import { text } from '../../strings';

interface HistogramProps {
  /** From the least part of the range to the greatest. */
  readonly counts: readonly number[];
  readonly min: string;
  readonly max: string;
}

/** How many numbers lie where between the least and the greatest. */
export function Histogram({ counts, min, max }: HistogramProps): JSX.Element {
  const most = Math.max(1, ...counts);
  return (
    <figure class="histogram">
      <svg
        viewBox={`0 0 ${counts.length} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text('histogramAlt', count(most), min, max)}
      >
        {counts.map((value, bin) => (
          <rect key={bin} x={bin} y={1 - value / most} width={1} height={value / most} />
        ))}
      </svg>
      <figcaption class="minor">
        <span>{min}</span>
        <span>{max}</span>
      </figcaption>
    </figure>
  );
}
