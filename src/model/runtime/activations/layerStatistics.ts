import type { ActivationStatistics, MapFigures } from '../../../shared/explainProtocol';

/** One layer's output for one picture: `[height, width, channels]`; a vector has height and width 1. */
export interface LayerValues {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface LayerFigures {
  readonly statistics: ActivationStatistics;
  /** By channel. */
  readonly maps: readonly MapFigures[];
}

/** Over the finite values of one channel. */
interface Sums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly zeros: number;
  readonly least: number;
  readonly greatest: number;
}

/** Figures of a layer and of each of its maps. Values that are infinite or no number are counted and left out. */
export function layerStatistics({ values, channels }: LayerValues): LayerFigures {
  const sums = Array.from({ length: channels }, (_, channel) => sumsOf(values, channel, channels));
  const total = (of: (sums: Sums) => number): number => sums.reduce((all, one) => all + of(one), 0);
  const counted = total(({ count }) => count);
  const count = Math.max(counted, 1);
  const mean = total(({ sum }) => sum) / count;
  return {
    statistics: {
      mean,
      std: Math.sqrt(Math.max(total(({ squares }) => squares) / count - mean * mean, 0)),
      min: finite(sums.reduce((all, { least }) => Math.min(all, least), Infinity)),
      max: finite(sums.reduce((all, { greatest }) => Math.max(all, greatest), -Infinity)),
      zeros: total(({ zeros }) => zeros) / count,
      deadChannels: sums.filter((one) => one.count > 0 && one.zeros === one.count).length,
      channels,
      nonFinite: values.length - counted,
    },
    maps: sums.map((one, channel) => ({
      channel,
      mean: one.sum / Math.max(one.count, 1),
      min: finite(one.least),
      max: finite(one.greatest),
    })),
  };
}

function sumsOf(values: Float32Array, channel: number, channels: number): Sums {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let zeros = 0;
  let least = Infinity;
  let greatest = -Infinity;
  for (let at = channel; at < values.length; at += channels) {
    const value = values[at] ?? 0;
    // False for infinities and NaN alike; millions of calls of Number.isFinite would be felt.
    if (value - value !== 0) continue;
    count++;
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { count, sum, squares, zeros, least, greatest };
}

/** A map without any finite value has no least one: 0 stands for it. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
