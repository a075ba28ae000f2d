import type { ModelRecord, OutputKind, Prediction } from '../../shared/classification';

/** A verdict on one picture, from its scores. */
export interface Verdict {
  /** Best first. */
  readonly predictions: readonly Prediction[];
  /** Over all classes, in nats. */
  readonly entropy: number;
}

/**
 * The classes with the highest probability.
 *
 * @param scores - one per output of the network, before softmax or sigmoid
 */
export function verdict(
  scores: ArrayLike<number>,
  model: Pick<ModelRecord, 'labels' | 'synsets' | 'output'>,
  topK: number,
): Verdict {
  const both = classScores(scores, model.output);
  const probabilities = probabilitiesOf(both, model.output);
  const order = probabilities.map((_, index) => index);
  order.sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b);
  return {
    predictions: order.slice(0, topK).map((index) => ({
      index,
      label: model.labels[index] ?? `class ${index}`,
      ...(model.synsets?.[index] !== undefined && { synset: model.synsets[index] }),
      probability: probabilities[index] ?? 0,
      logit: both[index] ?? 0,
    })),
    entropy: probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0),
  };
}

/** Each class's probability, in the order of the classes, from the network's scores before softmax or sigmoid. */
export function classProbabilities(scores: ArrayLike<number>, output: OutputKind): readonly number[] {
  return probabilitiesOf(classScores(scores, output), output);
}

/** One sigmoid output tells two classes apart: its probability is that of the second. */
export function isTwoClasses(scores: { readonly length: number }, output: OutputKind): boolean {
  return output === 'sigmoid' && scores.length === 1;
}

function classScores(scores: ArrayLike<number>, output: OutputKind): readonly number[] {
  const score = scores[0] ?? 0;
  return isTwoClasses(scores, output) ? [-score, score] : Array.from(scores);
}

function probabilitiesOf(scores: readonly number[], output: OutputKind): readonly number[] {
  if (output === 'sigmoid') return scores.map((score) => 1 / (1 + Math.exp(-score)));
  // Scores reach the hundreds; without the greatest subtracted, exp() would overflow.
  const greatest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = scores.map((score) => Math.exp(score - greatest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
