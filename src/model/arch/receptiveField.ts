/** The input pixels that one output value depends on, along one axis: start of the first value's, size, and step. */
export interface ReceptiveField {
  readonly start: number;
  readonly size: number;
  readonly stride: number;
}

/** The input itself: every value is its own pixel. */
export const PIXEL: ReceptiveField = { start: 0, size: 1, stride: 1 };

/**
 * The field after a window has run over `field`.
 *
 * Source: the recurrence of Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks",
 * Distill 2019.
 */
export function afterWindow(
  field: ReceptiveField,
  kernel: number,
  stride: number,
  before: number,
): ReceptiveField {
  return {
    start: field.start - before * field.stride,
    size: field.size + (kernel - 1) * field.stride,
    stride: field.stride * stride,
  };
}

/** The field of a merge: whatever any of its inputs depends on. */
export function union(fields: readonly ReceptiveField[]): ReceptiveField {
  const start = Math.min(...fields.map((field) => field.start));
  const end = Math.max(...fields.map((field) => field.start + field.size));
  return { start, size: end - start, stride: Math.max(...fields.map((field) => field.stride)) };
}
