import type { Weights } from './tensorFile';

/** Numbers in all tensors together. */
export function paramsOf(weights: Weights): number {
  return [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
}
