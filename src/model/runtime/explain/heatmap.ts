import type { ColourRange } from '../../../shared/explainProtocol';

/** Where a network looked: one value per position, row by row; 0 for "not here", in the method's own units. */
export interface Heatmap {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** A heatmap, and what it explains. */
export interface Explained extends Heatmap {
  readonly classIndex: number;
  /** All scores of the picture, before softmax or sigmoid, as the network gives them. */
  readonly scores: Float32Array;
  /** How often the network was run, in whole or in part. */
  readonly runs: number;
}

/** The place of the highest value; of equal ones, the first. */
export function peakOf({ values, width }: Heatmap): { x: number; y: number; value: number } {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return { x: best % width, y: Math.floor(best / width), value: values[best] ?? 0 };
}

/** What the colours of a map by itself span: from 0 to its highest finite value. */
export function ownRange({ values }: Heatmap): ColourRange {
  return {
    min: 0,
    max: values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0),
  };
}

/**
 * Values as places in a range, from 0 at its start to 1 at its end; what lies outside is at the nearer end, and what is no
 * number, or lies in a range without extent, at 0.
 *
 * @param range - by default {@link ownRange}
 */
export function normalized(heatmap: Heatmap, { min, max }: ColourRange = ownRange(heatmap)): Float32Array {
  const span = max - min;
  return heatmap.values.map((value) =>
    span > 0 && Number.isFinite(value) ? Math.min(Math.max((value - min) / span, 0), 1) : 0,
  );
}
