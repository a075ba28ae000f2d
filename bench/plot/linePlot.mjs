import { ticks } from './ticks.mjs';

const WIDTH = 720;
const HEIGHT = 400;
const MARGIN = { top: 56, right: 24, bottom: 56, left: 72 };
/** Told apart by dashes and dots too, for those who do not tell the colours apart. */
const DASHES = ['', '7 4', '2 3', '9 3 2 3'];

/**
 * @typedef {object} Axis
 * @property {string} label with its unit: "Time per picture, ms"
 * @property {'linear' | 'log2'} [scale]
 * @property {readonly number[]} [ticks] instead of round numbers from 0
 *
 * @typedef {object} Plot
 * @property {string} title
 * @property {string} description for those who cannot see it
 * @property {Axis} x
 * @property {Axis} y linear, from 0
 * @property {readonly { name: string, points: readonly (readonly [number, number])[] }[]} series
 */

/**
 * A plot of lines as SVG that stands on light and dark pages.
 * @param {Plot} plot
 * @returns {string}
 */
export function linePlot({ title, description, x, y, series }) {
  const points = series.flatMap((one) => one.points);
  const xTicks = x.ticks ?? ticks(Math.max(...points.map(([value]) => value)));
  const yTicks = y.ticks ?? ticks(Math.max(...points.map(([, value]) => value)));
  const along = scale(xTicks, x.scale, MARGIN.left, WIDTH - MARGIN.right);
  const up = scale(yTicks, 'linear', HEIGHT - MARGIN.bottom, MARGIN.top);
  const [bottom, left, right] = [HEIGHT - MARGIN.bottom, MARGIN.left, WIDTH - MARGIN.right];
  const grid = [
    ...yTicks.map(
      (tick) =>
        `<path class="grid" d="M${left} ${up(tick)}H${right}"/>` +
        text(left - 10, up(tick) + 4, String(tick), 'end'),
    ),
    ...xTicks.map(
      (tick) =>
        `<path class="grid" d="M${along(tick)} ${bottom}v5"/>` +
        text(along(tick), bottom + 20, String(tick), 'middle'),
    ),
  ];
  const lines = series.map(({ name, points: own }, index) => {
    const places = own.map(([px, py]) => [along(px), up(py)]);
    const dots = own.length > 40 ? [] : places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5"/>`);
    const dash = DASHES[index % DASHES.length] ? ` stroke-dasharray="${DASHES[index % DASHES.length]}"` : '';
    const path = `<polyline fill="none"${dash} points="${places.map((place) => place.join(',')).join(' ')}"/>`;
    return `<g class="series s${index % 4}"><title>${escape(name)}</title>${path}${dots.join('')}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title description">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(description)}</desc>
<style>${STYLE}</style>
${text(left, 22, title, 'start', 'heading')}
${series.length > 1 ? legend(series.map(({ name }) => name)) : ''}
${grid.join('\n')}
${text((left + right) / 2, HEIGHT - 14, x.label, 'middle')}
<g transform="translate(18 ${(MARGIN.top + bottom) / 2}) rotate(-90)">${text(0, 0, y.label, 'middle')}</g>
${lines.join('\n')}
</svg>
`;
}

const STYLE = `
text{font:13px system-ui,sans-serif;fill:#424a53}.heading{font-weight:600;font-size:15px;fill:#1f2328}
.grid{stroke:#8c959f;stroke-opacity:.45}.series{stroke-width:2}
.s0{stroke:#0969da;fill:#0969da}.s1{stroke:#bc4c00;fill:#bc4c00}.s2{stroke:#1a7f37;fill:#1a7f37}.s3{stroke:#8250df;fill:#8250df}
@media (prefers-color-scheme:dark){text{fill:#adb6c0}.heading{fill:#f0f6fc}
.s0{stroke:#58a6ff;fill:#58a6ff}.s1{stroke:#f0883e;fill:#f0883e}.s2{stroke:#56d364;fill:#56d364}.s3{stroke:#d2a8ff;fill:#d2a8ff}}
`;

/**
 * @param {readonly number[]} values the axis' ticks: it runs from the first to the last
 * @param {'linear' | 'log2' | undefined} kind
 * @param {number} from pixels
 * @param {number} to
 * @returns {(value: number) => number} pixels, to a tenth
 */
function scale(values, kind, from, to) {
  const map = kind === 'log2' ? Math.log2 : (/** @type {number} */ value) => value;
  const [low, high] = [map(values[0] ?? 0), map(values.at(-1) ?? 1)];
  return (value) => Number((from + ((map(value) - low) / (high - low)) * (to - from)).toFixed(1));
}

/** @param {readonly string[]} names @returns {string} one entry after another, under the title */
function legend(names) {
  let left = MARGIN.left;
  return names
    .map((name, index) => {
      const dash = DASHES[index % 4] ? ` stroke-dasharray="${DASHES[index % 4]}"` : '';
      const entry = `<g class="series s${index % 4}"><path d="M${left} 40h28"${dash}/></g>${text(left + 34, 44, name, 'start')}`;
      left += 60 + 7.5 * name.length;
      return entry;
    })
    .join('\n');
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {'start' | 'middle' | 'end'} anchor
 * @param {string} [style]
 */
function text(x, y, content, anchor, style) {
  const kind = style ? ` class="${style}"` : '';
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${kind}>${escape(content)}</text>`;
}

/** @param {string} content */
function escape(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
