import type { LossAndAccuracy } from '../../shared/trainProtocol';

/** What scores are worth. */
export interface ScoredLoss extends LossAndAccuracy {
  /** Of the mean loss by each score, of the scores' shape. */
  readonly gradient: Float32Array;
}

/**
 * Mean cross-entropy of softmax over scores, weighted, and its gradient; computed in doubles.
 *
 * @param scores - `[labels.length, classes]`
 * @param weights - by class; 1 for all by default
 */
export function crossEntropy(
  scores: ArrayLike<number>,
  labels: readonly number[],
  classes: number,
  weights: readonly number[] = [],
): ScoredLoss {
  const gradient = new Float32Array(labels.length * classes);
  let loss = 0;
  let right = 0;
  labels.forEach((label, row) => {
    const start = row * classes;
    let best = 0;
    for (let c = 1; c < classes; c++) if ((scores[start + c] ?? 0) > (scores[start + best] ?? 0)) best = c;
    if (best === label) right++;
    const top = scores[start + best] ?? 0;
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp((scores[start + c] ?? 0) - top);
    const weight = weights[label] ?? 1;
    loss += weight * (Math.log(sum) + top - (scores[start + label] ?? 0));
    for (let c = 0; c < classes; c++) {
      const probability = Math.exp((scores[start + c] ?? 0) - top) / sum;
      gradient[start + c] = (weight * (probability - (c === label ? 1 : 0))) / labels.length;
    }
  });
  const of = Math.max(1, labels.length);
  return { loss: loss / of, accuracy: right / of, gradient };
}

/** {@link crossEntropy} of scores that are only looked at. */
export function lossAndAccuracy(
  scores: ArrayLike<number>,
  labels: readonly number[],
  classes: number,
): LossAndAccuracy {
  const { loss, accuracy } = crossEntropy(scores, labels, classes);
  return { loss, accuracy };
}

/** Weights with which every class counts the same, and all pictures together as without: scikit-learn's "balanced". */
export function balancedWeights(labels: readonly number[], classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (classes * count)));
}
