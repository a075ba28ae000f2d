import type { JSX } from 'preact';
import type { Chart, ChartMark } from '../../shared/evaluationCharts';

/** A chart as the report draws it, in the theme's colours. */
export function EvaluationChart({ chart }: { readonly chart: Chart }): JSX.Element {
  const { width, height, label, marks } = chart;
  return (
    <svg class="evaluation-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {marks.map((mark, index) => (
        <Mark key={index} mark={mark} />
      ))}
    </svg>
  );
}

function Mark({ mark }: { readonly mark: ChartMark }): JSX.Element {
  const { part } = mark;
  switch (mark.shape) {
    case 'rect':
      return (
        <rect class={`chart-${part}`} x={mark.x} y={mark.y} width={mark.width} height={mark.height}>
          <title>{mark.title}</title>
        </rect>
      );
    case 'path':
      return <path class={`chart-${part}`} d={mark.d} />;
    case 'text':
      return (
        <text class={`chart-${part}`} x={mark.x} y={mark.y} text-anchor={mark.anchor}>
          {mark.text}
        </text>
      );
  }
}
