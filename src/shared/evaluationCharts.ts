import type { Calibration, CoveragePoint, HistogramBin } from './evaluation';

/** What a mark of a chart stands for; whoever draws it gives it a colour. */
export type ChartPart =
  | 'grid'
  | 'tick'
  | 'ideal'
  | 'accuracy'
  | 'gap'
  | 'right'
  | 'wrong'
  | 'coverage'
  | 'threshold'
  // Of a training's curves.
  | 'train'
  | 'held';

export type ChartMark =
  | {
      readonly shape: 'rect';
      readonly part: ChartPart;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly title: string;
    }
  | { readonly shape: 'path'; readonly part: ChartPart; readonly d: string }
  | {
      readonly shape: 'text';
      readonly part: ChartPart;
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly text: string;
    };

/** A drawing without colours, the same in a report and in the panel. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  /** The chart in words, for those who do not see it. */
  readonly label: string;
  readonly marks: readonly ChartMark[];
}

/** The words on a chart. */
export interface ChartWords {
  readonly percent: (share: number) => string;
  readonly label: string;
  /** What lies at a place: "80–87%: 12 pictures, 75% right". */
  readonly bin: (from: number, to: number, pictures: number, right: number) => string;
}

const WIDTH = 360;
const HEIGHT = 210;
const PLOT = { left: 46, right: 350, top: 8, bottom: 186 } as const;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Accuracy of each range of confidence, beside the diagonal on which they agree. Empty ranges are left out. */
export function reliabilityChart({ bins }: Calibration, words: ChartWords): Chart {
  const bars = bins.flatMap(({ from, to, count, confidence, accuracy }): ChartMark[] => {
    if (confidence === null || accuracy === null) return [];
    const title = words.bin(from, to, count, Math.round(accuracy * count));
    const [low, high] = [Math.min(accuracy, confidence), Math.max(accuracy, confidence)];
    return [
      bar('accuracy', { from, to, low: 0, high: accuracy, title }),
      bar('gap', { from, to, low, high, title }),
    ];
  });
  const ideal: ChartMark = {
    shape: 'path',
    part: 'ideal',
    d: line([
      [0, 0],
      [1, 1],
    ]),
  };
  return chart(words, TICKS.map(words.percent), [...bars, ideal]);
}

/** Right answers and, on top of them, wrong ones, by their confidence. */
export function histogramChart(histogram: readonly HistogramBin[], words: ChartWords): Chart {
  const most = Math.max(1, ...histogram.map(({ right, wrong }) => right + wrong));
  const bars = histogram.flatMap(({ from, to, right, wrong }): ChartMark[] => {
    const title = words.bin(from, to, right + wrong, right);
    const [middle, top] = [right / most, (right + wrong) / most];
    return [
      ...(right > 0 ? [bar('right', { from, to, low: 0, high: middle, title })] : []),
      ...(wrong > 0 ? [bar('wrong', { from, to, low: middle, high: top, title })] : []),
    ];
  });
  return chart(words, [0, '', '', '', most].map(String), bars);
}

/**
 * Share of pictures answered, and accuracy of those answers, by threshold.
 *
 * @param threshold - where to draw a line, if anywhere
 */
export function coverageChart(
  coverage: readonly CoveragePoint[],
  words: ChartWords,
  threshold?: number,
): Chart {
  const all = Math.max(1, coverage[0]?.covered ?? 0);
  const covered = coverage.map(({ threshold: x, covered: y }) => [x, y / all] as const);
  const accuracy = coverage.flatMap(({ threshold: x, covered: of, right }) =>
    of > 0 ? [[x, right / of] as const] : [],
  );
  return chart(words, TICKS.map(words.percent), [
    { shape: 'path', part: 'coverage', d: line(covered) },
    { shape: 'path', part: 'right', d: line(accuracy) },
    ...(threshold === undefined
      ? []
      : [
          {
            shape: 'path',
            part: 'threshold',
            d: line([
              [threshold, 0],
              [threshold, 1],
            ]),
          } as const,
        ]),
  ]);
}

function chart(words: ChartWords, upright: readonly string[], marks: readonly ChartMark[]): Chart {
  const grid = TICKS.flatMap((tick, index): ChartMark[] => [
    {
      shape: 'path',
      part: 'grid',
      d: line([
        [0, tick],
        [1, tick],
      ]),
    },
    {
      shape: 'text',
      part: 'tick',
      x: PLOT.left - 6,
      y: toY(tick) + 4,
      anchor: 'end',
      text: upright[index] ?? '',
    },
    {
      shape: 'text',
      part: 'tick',
      x: toX(tick),
      y: PLOT.bottom + 16,
      anchor: index === 0 ? 'start' : tick === 1 ? 'end' : 'middle',
      text: words.percent(tick),
    },
  ]);
  return { width: WIDTH, height: HEIGHT, label: words.label, marks: [...grid, ...marks] };
}

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly title: string;
}

function bar(part: ChartPart, { from, to, low, high, title }: Bar): ChartMark {
  const [x, y] = [toX(from) + 1, toY(high)];
  return { shape: 'rect', part, x, y, width: tenths(toX(to) - x), height: tenths(toY(low) - y), title };
}

function line(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${toX(x)} ${toY(y)}`).join('');
}

function toX(share: number): number {
  return tenths(PLOT.left + share * (PLOT.right - PLOT.left));
}

function toY(share: number): number {
  return tenths(PLOT.bottom - share * (PLOT.bottom - PLOT.top));
}

/** A place on a chart, no finer than a tenth: what is finer nobody sees. */
export function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}
