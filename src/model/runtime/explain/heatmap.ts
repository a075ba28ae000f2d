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

/** Values from 0 to 1: what is below 0, or no number, is 0, and the highest is 1, unless all are 0. */
export function normalized({ values }: Heatmap): Float32Array {
  const finite = values.map((value) => (Number.isFinite(value) && value > 0 ? value : 0));
  const greatest = finite.reduce((a, b) => Math.max(a, b), 0);
  return greatest === 0 ? finite : finite.map((value) => value / greatest);
}
