import { tenths, type Chart, type ChartMark } from '../../shared/evaluationCharts';
import type { CurvePoint } from '../../shared/training';
import type { LossAndAccuracy } from '../../shared/trainProtocol';

/** Words and numbers of a chart, in the language of whoever draws it. */
export interface CurveWords {
  /** What the chart shows, for those who cannot see it. */
  readonly label: string;
  readonly across: string;
  readonly upright: string;
  readonly number: (value: number) => string;
}

const WIDTH = 360;
const HEIGHT = 200;
const PLOT = { left: 46, right: 350, top: 24, bottom: 158 };
/** Lines across, the lowest among them. */
const STEPS = 4;
const EPOCH_TICKS = 5;
/** Where an axis of accuracies may begin. */
const FLOORS = [0.95, 0.9, 0.8, 0.5, 0];

/**
 * One figure over the epochs: of the pictures that are learnt from, and of those that are not. The loss begins at 0, the
 * accuracy below the least that there was, so that the last tenths can be told apart.
 *
 * @param best - the epoch that is kept; 0 for none
 */
export function curveChart(
  curve: readonly CurvePoint[],
  figure: keyof LossAndAccuracy,
  best: number,
  words: CurveWords,
): Chart {
  const values = curve.flatMap(({ train, held }) => [train[figure], ...(held ? [held[figure]] : [])]);
  const [low, high] = figure === 'accuracy' ? [floorOf(values), 1] : [0, ceilingOf(values)];
  const last = Math.max(2, curve.at(-1)?.epoch ?? 2);
  const toX = (epoch: number): number =>
    tenths(PLOT.left + ((epoch - 1) / (last - 1)) * (PLOT.right - PLOT.left));
  const toY = (value: number): number =>
    tenths(PLOT.bottom - ((value - low) / (high - low)) * (PLOT.bottom - PLOT.top));
  const lineOf = (part: 'train' | 'held', valueOf: (point: CurvePoint) => number | undefined): ChartMark => ({
    shape: 'path',
    part,
    d: curve
      .flatMap((point) => {
        const value = valueOf(point);
        return value === undefined || !Number.isFinite(value) ? [] : [`${toX(point.epoch)} ${toY(value)}`];
      })
      .map((place, index) => `${index === 0 ? 'M' : 'L'}${place}`)
      .join(''),
  });
  const across = ticksOf(last).map((epoch) => ({ at: toX(epoch), text: String(epoch) }));
  const upright = Array.from({ length: STEPS + 1 }, (_, step) => {
    const value = low + ((high - low) * step) / STEPS;
    return { at: toY(value), text: words.number(value) };
  });
  return {
    ...{ width: WIDTH, height: HEIGHT, label: words.label },
    marks: [
      ...axes(across, upright, words),
      ...(best > 0 && best <= last
        ? [{ shape: 'path', part: 'threshold', d: `M${toX(best)} ${PLOT.top}V${PLOT.bottom}` } as const]
        : []),
      lineOf('train', ({ train }) => train[figure]),
      lineOf('held', ({ held }) => held?.[figure]),
    ],
  };
}

interface Tick {
  readonly at: number;
  readonly text: string;
}

function axes(
  across: readonly Tick[],
  upright: readonly Tick[],
  words: Pick<CurveWords, 'across' | 'upright'>,
): readonly ChartMark[] {
  const tick = (x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): ChartMark => ({
    ...{ shape: 'text', part: 'tick', x, y, anchor, text },
  });
  return [
    ...upright.flatMap(({ at, text }) => [
      { shape: 'path', part: 'grid', d: `M${PLOT.left} ${at}H${PLOT.right}` } as const,
      tick(PLOT.left - 6, at + 4, 'end', text),
    ]),
    ...across.map(({ at, text }) => tick(at, PLOT.bottom + 16, 'middle', text)),
    tick(0, 11, 'start', words.upright),
    tick((PLOT.left + PLOT.right) / 2, HEIGHT - 6, 'middle', words.across),
  ];
}

/** Whole epochs at even steps of 1, 2 or 5 times a power of ten, and the first. */
function ticksOf(last: number): readonly number[] {
  const rough = last / EPOCH_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const even = Array.from({ length: Math.floor(last / step) }, (_, index) => step * (index + 1));
  return step === 1 ? even : [1, ...even];
}

function ceilingOf(values: readonly number[]): number {
  const most = Math.max(1e-9, ...values.filter(Number.isFinite));
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 4, 6, 8, 10].find((factor) => factor * power >= most) ?? 10) * power;
}

function floorOf(values: readonly number[]): number {
  const least = Math.min(1, ...values);
  return FLOORS.find((floor) => floor <= least) ?? 0;
}
