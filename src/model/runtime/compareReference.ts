import type { Values } from './graphSession';

/** Samples of one layer's output as another framework computed it. */
export interface LayerReference {
  readonly name: string;
  /** Of one picture, batch axis first, in the framework's own layout. */
  readonly shape: readonly number[];
  readonly std: number;
  /** Flat C-order indices into that shape, and the values there. */
  readonly sampleIndex: readonly number[];
  readonly sample: readonly number[];
}

/**
 * The greatest difference of the samples, as a share of the layer's standard deviation.
 *
 * @param output - `[1, H, W, C]` or `[1, C]`
 * @param layout - of the reference
 */
export function layerDeviation(output: Values, reference: LayerReference, layout: 'NHWC' | 'NCHW'): number {
  const { values } = output;
  const [, height = 1, width = 1, channels = 1] = output.shape;
  const flatIndex = (index: number): number => {
    if (layout === 'NHWC' || output.shape.length < 4) return index;
    const plane = height * width;
    const channel = Math.floor(index / plane);
    return (index % plane) * channels + channel;
  };
  const differences = reference.sampleIndex.map((index, i) =>
    Math.abs((values[flatIndex(index)] ?? Number.NaN) - (reference.sample[i] ?? 0)),
  );
  return Math.max(...differences) / reference.std;
}

/** The greatest relative difference of two vectors of probabilities. */
export function relativeDeviation(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(
    ...expected.map((value, index) => Math.abs((actual[index] ?? Number.NaN) - value) / Math.abs(value)),
  );
}
