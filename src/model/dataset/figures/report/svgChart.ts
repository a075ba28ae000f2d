import type { Chart, ChartMark } from '../../../../shared/evaluationCharts';
import { markup, type Html } from './markup';

/** A chart as inline SVG; its colours come from the style sheet, by the parts' names. */
export function svgChart({ width, height, label, marks }: Chart): Html {
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${marks.map(svgMark)}</svg>`;
}

function svgMark(mark: ChartMark): Html {
  const { part } = mark;
  switch (mark.shape) {
    case 'rect': {
      const { x, y, width, height, title } = mark;
      const place = markup`x="${x}" y="${y}" width="${width}" height="${height}"`;
      return markup`<rect class="${part}" ${place}><title>${title}</title></rect>`;
    }
    case 'path':
      return markup`<path class="${part}" d="${mark.d}"/>`;
    case 'text': {
      const { x, y, anchor, text } = mark;
      return markup`<text class="${part}" x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
    }
  }
}
