import type { Rgb } from '../../shared/classification';
import type { ExportedModel } from './exportFormat';

/** What a model does to the bytes of a picture by itself: `x · scale + offset`, per channel. */
export interface ExportedScaling {
  readonly scale: Rgb;
  readonly offset: Rgb;
}

/**
 * The scaling that is written into the model. A model that had one in its file keeps it; one that needs other numbers than
 * Keras' `preprocess_input` gives is written with it, since its user would not know them. All others take what
 * `preprocess_input` gives, from -1 to 1, as keras.applications has it.
 *
 * @returns undefined for a model that takes numbers from -1 to 1
 */
export function exportedScaling({ record, facts }: ExportedModel): ExportedScaling | undefined {
  const { normalization } = record.preprocessing;
  if (normalization.kind === 'tf') {
    return facts.normalization && { scale: [1 / 127.5, 1 / 127.5, 1 / 127.5], offset: [-1, -1, -1] };
  }
  const { mean, std } = normalization;
  const usual = [...mean, ...std].every((value) => value === 0.5);
  if (usual && !facts.normalization) return undefined;
  return {
    scale: std.map((s) => 1 / (255 * s)) as unknown as Rgb,
    offset: mean.map((m, i) => -m / (std[i] ?? 1)) as unknown as Rgb,
  };
}

/** One number where all three channels have the same. */
export function perChannelOrOne(values: Rgb): number | readonly number[] {
  const [first] = values;
  return values.every((value) => value === first) ? first : values;
}
