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

/** Figures of a layer and of each of its maps. Values that are infinite or no number are counted and left out. */
export function layerStatistics({ values, channels }: LayerValues): LayerFigures {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const counts = new Uint32Array(channels);
  const zeros = new Uint32Array(channels);
  const least = new Float64Array(channels).fill(Infinity);
  const greatest = new Float64Array(channels).fill(-Infinity);
  for (let at = 0; at < values.length; at += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[at + channel] ?? 0;
      // False for infinities and NaN alike; millions of calls of Number.isFinite would be felt.
      if (value - value !== 0) continue;
      sums[channel] = (sums[channel] ?? 0) + value;
      squares[channel] = (squares[channel] ?? 0) + value * value;
      counts[channel] = (counts[channel] ?? 0) + 1;
      if (value === 0) zeros[channel] = (zeros[channel] ?? 0) + 1;
      if (value < (least[channel] ?? 0)) least[channel] = value;
      if (value > (greatest[channel] ?? 0)) greatest[channel] = value;
    }
  }
  const total = (of: ArrayLike<number>): number => Array.from(of).reduce((sum, value) => sum + value, 0);
  const count = Math.max(total(counts), 1);
  const mean = total(sums) / count;
  return {
    statistics: {
      mean,
      std: Math.sqrt(Math.max(total(squares) / count - mean * mean, 0)),
      min: orZero(least.reduce((a, b) => Math.min(a, b), Infinity)),
      max: orZero(greatest.reduce((a, b) => Math.max(a, b), -Infinity)),
      zeros: total(zeros) / count,
      deadChannels: counts.reduce((dead, all, i) => (all > 0 && zeros[i] === all ? dead + 1 : dead), 0),
      channels,
      nonFinite: values.length - total(counts),
    },
    maps: Array.from({ length: channels }, (_, i) => ({
      channel: i,
      mean: (sums[i] ?? 0) / Math.max(counts[i] ?? 0, 1),
      min: orZero(least[i] ?? 0),
      max: orZero(greatest[i] ?? 0),
    })),
  };
}

/** A map without any finite value has no least one. */
function orZero(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
