import type { Normalization, Rgb } from '../../../shared/classification';
import { isRecord, recordAt, stringAt } from './json';
import type { KerasLayer } from './kerasModelConfig';

/** `x · scale + offset`, per channel. */
export interface Affine {
  readonly scale: Rgb;
  readonly offset: Rgb;
}

/** What a layer before the backbone does to a pixel's value. */
export type ScalingStep =
  | Affine
  /** `(x - mean) / √variance` with numbers that lie in the layer's weights. */
  | { readonly layer: KerasLayer };

/** A scaling layer as a step, or why it is none. */
export function scalingStep(layer: KerasLayer): ScalingStep | { readonly unsupported: string } {
  const { className, config } = layer;
  if (className === 'Normalization') return normalizationStep(layer);
  if (className === 'Rescaling') {
    return affine(perChannel(config['scale']), perChannel(config['offset'] ?? 0));
  }
  const operation = className === 'TFOpLambda' ? stringAt(config, 'function') : className;
  const [value = Number.NaN] = layer.constants;
  const channels = layer.inputs.length === 1 ? perChannel(value) : undefined;
  switch (operation) {
    case 'cast':
    case 'Cast':
      return affine(perChannel(1), perChannel(0));
    case 'TrueDivide':
    case 'Divide':
    case 'math.truediv':
    case 'math.divide':
      return affine(channels && map(channels, (c) => 1 / c), perChannel(0));
    case 'Multiply':
    case 'math.multiply':
      return affine(channels, perChannel(0));
    case 'Add':
    case 'math.add':
    case '__operators__.add':
      return affine(perChannel(1), channels);
    case 'Subtract':
    case 'math.subtract':
      return affine(perChannel(1), channels && map(channels, (c) => -c));
    default:
      return { unsupported: 'a step before the backbone that is not known here' };
  }
}

function normalizationStep(layer: KerasLayer): ScalingStep | { readonly unsupported: string } {
  const { config } = layer;
  if (config['invert'] === true) return { unsupported: 'an inverted normalization' };
  if (config['mean'] === null || config['mean'] === undefined) return { layer };
  const mean = perChannel(config['mean']);
  const variance = perChannel(config['variance']);
  return mean && variance
    ? standardize(mean, variance)
    : { unsupported: 'a normalization that is not per channel' };
}

/** Keras divides by no less than its smallest number. Source: `Normalization.call`. */
export function standardize(mean: Rgb, variance: Rgb): Affine {
  const scale = map(variance, (v) => 1 / Math.max(Math.sqrt(v), 1e-7));
  return { scale, offset: map(mean, (m, i) => -m * scale[i as 0 | 1 | 2]) };
}

/** One step after another, as one. */
export function compose(steps: readonly Affine[]): Affine {
  return steps.reduce<Affine>(
    (before, after) => ({
      scale: map(before.scale, (s, i) => s * after.scale[i as 0 | 1 | 2]),
      offset: map(before.offset, (o, i) => o * after.scale[i as 0 | 1 | 2] + after.offset[i as 0 | 1 | 2]),
    }),
    { scale: [1, 1, 1], offset: [0, 0, 0] },
  );
}

/** An affine scaling of bytes in the words of a preprocessing: `x · s + o` is `(x / 255 - mean) / std`. */
export function toNormalization({ scale, offset }: Affine): Normalization {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.abs(b);
  if (scale.every((s) => near(s, 1 / 127.5)) && offset.every((o) => near(o, -1))) return { kind: 'tf' };
  const std = map(scale, (s) => 1 / (255 * s));
  // Written so that an offset of 0 gives a mean of 0, not of -0.
  return { kind: 'mean-std', mean: map(offset, (o, i) => 0 - o * std[i as 0 | 1 | 2]), std };
}

function affine(
  scale: Rgb | undefined,
  offset: Rgb | undefined,
): ScalingStep | { readonly unsupported: string } {
  if (!scale || !offset || ![...scale, ...offset].every(Number.isFinite) || scale.includes(0)) {
    return { unsupported: 'a scaling that is not one number, or one per channel' };
  }
  return { scale, offset };
}

/** One number, or three in any nesting (`[[[1, 2, 3]]]`), for the three channels. */
export function perChannel(value: unknown): Rgb | undefined {
  const array = isRecord(value) ? (recordAt(value, 'config')['value'] ?? value['value']) : value;
  const numbers: unknown[] = Array.isArray(array) ? array.flat(4) : [array];
  const [r, g = r, b = r] = numbers;
  if (numbers.length !== 1 && numbers.length !== 3) return undefined;
  return typeof r === 'number' && typeof g === 'number' && typeof b === 'number' ? [r, g, b] : undefined;
}

function map([r, g, b]: Rgb, change: (value: number, channel: number) => number): Rgb {
  return [change(r, 0), change(g, 1), change(b, 2)];
}
