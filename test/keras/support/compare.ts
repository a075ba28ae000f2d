import assert from 'node:assert/strict';
import type { Prediction } from '../../../src/shared/classification';

/** Of a probability; float32 on both sides, over some eighty layers. */
const PROBABILITY = 1e-4;
/** Of a probability, as a share of it; what the smallest real mistake does is above 2e-2. */
const RELATIVE = 2e-3;
/** Of a layer's value, as a share of the layer's standard deviation. */
const OF_DEVIATION = 1e-3;

/**
 * Holds predictions against what a Keras model gave.
 *
 * @param answer - the model's output: probabilities, or the raw scores where it ends without softmax or sigmoid
 * @returns the greatest difference, as a line of a report
 */
export function samePredictions(predictions: readonly Prediction[], answer: readonly number[]): string {
  const ours = predictions.toSorted((a, b) => a.index - b.index).map(({ probability }) => probability);
  // One sigmoid is the probability of the second of two classes.
  return sameAnswers(ours, answer.length === 1 ? [1 - answer[0]!, answer[0]!] : answer);
}

/** Holds one output against another; raw scores on either side are taken as what softmax makes of them. */
export function sameAnswers(answer: readonly number[], expected: readonly number[]): string {
  assert.equal(answer.length, expected.length, 'as many classes as Keras has');
  const [found, wanted] = [probabilities(answer), probabilities(expected)];
  const absolute = greatest(found.map((value, index) => Math.abs(value - wanted[index]!)));
  const relative = greatest(found.map((value, index) => Math.abs(value / wanted[index]! - 1)));
  const text = `probabilities up to ${greatest(wanted).toPrecision(2)} differ by ${short(absolute)}, relative ${short(relative)}`;
  assert.ok(absolute <= PROBABILITY, text);
  assert.ok(relative <= RELATIVE, text);
  return text;
}

/** Holds a layer's values, or scores, against Keras'. */
export function sameValues(ours: ArrayLike<number>, expected: readonly number[]): string {
  assert.equal(ours.length, expected.length);
  const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
  const deviation = Math.sqrt(
    expected.reduce((sum, value) => sum + (value - mean) ** 2, 0) / expected.length,
  );
  const difference = greatest(expected.map((value, index) => Math.abs(ours[index]! - value))) / deviation;
  const text = `values differ by ${short(difference)} of their standard deviation`;
  assert.ok(difference <= OF_DEVIATION, text);
  return text;
}

export function short(value: number): string {
  return value.toExponential(1);
}

function probabilities(answer: readonly number[]): readonly number[] {
  return answer.every((value) => value >= 0 && value <= 1) ? answer : softmax(answer);
}

function softmax(scores: readonly number[]): readonly number[] {
  const top = greatest(scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most || Number.isNaN(value) ? value : most), -Infinity);
}
