import { isFailure, type ImageClassification, type ImageResult } from './classification';

/** By how much the best class leads the second, 0 to 1. */
export function marginOf({ predictions: [best, second] }: ImageClassification): number {
  return (best?.probability ?? 0) - (second?.probability ?? 0);
}

/** Decoding, preprocessing and inference together, in milliseconds. */
export function totalTime({ timings: { decode, preprocess, inference } }: ImageClassification): number {
  return decode + preprocess + inference;
}

/** What was answered; undefined of a picture that waits or failed. */
export function answerOf(result: ImageResult | undefined): ImageClassification | undefined {
  return result && !isFailure(result) ? result : undefined;
}

/** The most probable class's name; undefined of a picture that waits or failed. */
export function topLabel(result: ImageResult | undefined): string | undefined {
  return answerOf(result)?.predictions[0]?.label;
}
