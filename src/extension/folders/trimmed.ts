import { isFailure, type ImageResult } from '../../shared/classification';

/** A result with no more classes than are shown: the store keeps the others. */
export function trimmed(result: ImageResult, topK: number): ImageResult {
  if (isFailure(result) || result.predictions.length <= topK) return result;
  return { ...result, predictions: result.predictions.slice(0, topK) };
}
