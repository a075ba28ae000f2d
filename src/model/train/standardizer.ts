import type { DenseWeights, LabelledFeatures } from './headTraining';

/**
 * Makes every feature's mean 0 and deviation 1, as scikit-learn's StandardScaler does, so that one learning rate and one
 * weight decay suit all; a feature that never changes stays 0. What was learnt of such features is turned into weights
 * for the features as they are.
 */
export class Standardizer {
  private constructor(
    private readonly mean: Float64Array,
    private readonly scale: Float64Array,
  ) {}

  /** Measures the pictures that are learnt from, and no others. */
  static of({ values, size, labels }: LabelledFeatures): Standardizer {
    const mean = new Float64Array(size);
    const squares = new Float64Array(size);
    values.forEach((value, i) => (mean[i % size] = (mean[i % size] ?? 0) + value / labels.length));
    values.forEach((value, i) => {
      squares[i % size] = (squares[i % size] ?? 0) + (value - (mean[i % size] ?? 0)) ** 2;
    });
    const scale = squares.map((sum) => {
      const deviation = Math.sqrt(sum / labels.length);
      return deviation > 1e-12 ? 1 / deviation : 0;
    });
    return new Standardizer(mean, scale);
  }

  apply({ values, size, labels }: LabelledFeatures): LabelledFeatures {
    const { mean, scale } = this;
    return {
      values: values.map((value, i) => (value - (mean[i % size] ?? 0)) * (scale[i % size] ?? 0)),
      size,
      labels,
    };
  }

  /** The layer that gives for raw features what `layer` gives for standardised ones. */
  fold({ kernel, bias, activation }: DenseWeights): DenseWeights {
    const units = bias.length;
    const folded = new Float32Array(kernel.length);
    const offset = Float64Array.from(bias);
    kernel.forEach((weight, at) => {
      const input = Math.floor(at / units);
      const scaled = weight * (this.scale[input] ?? 0);
      folded[at] = scaled;
      offset[at % units] = (offset[at % units] ?? 0) - scaled * (this.mean[input] ?? 0);
    });
    return { kernel: folded, bias: Float32Array.from(offset), activation };
  }
}
