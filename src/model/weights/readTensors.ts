import { tensorName } from '../arch/variables';
import type { BoundTensor } from './bindWeights';
import { permute } from './permute';
import type { WeightTensor } from './tensorFile';
import type { WeightsFile } from './weightsFormat';

export interface NamedTensor extends WeightTensor {
  readonly name: string;
}

/** Reads a model's tensors one after another and notes which hold what is no number. */
export class TensorReader {
  private readonly notFinite: string[] = [];

  constructor(
    private readonly file: WeightsFile,
    private readonly bound: readonly BoundTensor[],
  ) {}

  /** The tensors in the network's order and in TensorFlow's layout. */
  async *tensors(): AsyncGenerator<NamedTensor, void> {
    for (const { variable, entry } of this.bound) {
      const stored = await this.file.read(entry);
      const { shape, storedShape, permutation } = variable;
      const data = permutation ? permute(stored, storedShape, permutation) : stored;
      const name = tensorName(variable);
      if (firstNotFinite(data) >= 0) this.notFinite.push(name);
      yield { name, shape, data };
    }
  }

  /** What was noted so far, for people. */
  get warnings(): readonly string[] {
    const { notFinite } = this;
    if (notFinite.length === 0) return [];
    const shown = notFinite.slice(0, 3).join(', ');
    const more = notFinite.length > 3 ? ` and ${notFinite.length - 3} more` : '';
    return [`These weights are not all numbers (NaN or infinite), so answers mean nothing: ${shown}${more}.`];
  }
}

/** @returns -1 when all are numbers */
function firstNotFinite(values: Float32Array): number {
  // The eight exponent bits are all set in NaN and infinity, and in nothing else.
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    if (((bits[i] ?? 0) & 0x7f800000) === 0x7f800000) return i;
  }
  return -1;
}
