import type { Normalization, Rgb } from '../../shared/classification';
import { CHANNELS } from './picture';

const fround = Math.fround;

/** Normalises one value (0 to 255, whole or not) of one channel (0 red, 1 green, 2 blue). */
export type Normalizer = (value: number, channel: number) => number;

/**
 * The arithmetic of the frameworks in float32, each step rounded as they round it:
 *
 * - `tf`: `x / 127.5`, then `- 1` (keras/src/applications/imagenet_utils.py, mode "tf");
 * - `mean-std`: `x / 255` (torchvision's `ToTensor`), then `- mean`, then `/ std` (`Normalize`).
 */
export function normalizerOf(normalization: Normalization): Normalizer {
  if (normalization.kind === 'tf') return (value) => fround(fround(value / 127.5) - 1);
  const mean = normalization.mean.map(fround);
  const std = normalization.std.map(fround);
  return (value, channel) => fround(fround(fround(value / 255) - (mean[channel] ?? 0)) / (std[channel] ?? 1));
}

/** {@link normalizerOf} for bytes, as a table: the value of byte `b` in channel `c` is at `3 * b + c`. */
export function normalizationTable(normalization: Normalization): Float32Array {
  const normalizer = normalizerOf(normalization);
  return Float32Array.from({ length: 256 * 3 }, (_, index) => normalizer(Math.floor(index / 3), index % 3));
}

/** Normalises values 0 to 255, `[height, width, 3]`. Bytes go through a table. */
export function normalizePixels(
  data: Uint8Array | Float32Array,
  normalization: Normalization,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(data.length);
  if (data instanceof Uint8Array) {
    const table = normalizationTable(normalization);
    for (let i = 0; i < data.length; i++) values[i] = table[(data[i] ?? 0) * CHANNELS + (i % CHANNELS)] ?? 0;
  } else {
    const normalizer = normalizerOf(normalization);
    for (let i = 0; i < data.length; i++) values[i] = normalizer(data[i] ?? 0, i % CHANNELS);
  }
  return values;
}

/** The colour that normalises to about 0, the middle of what the network was trained on, rounded to bytes. */
export function neutralColor(normalization: Normalization): Rgb {
  if (normalization.kind === 'tf') return [128, 128, 128];
  const [red, green, blue] = normalization.mean;
  return [Math.round(red * 255), Math.round(green * 255), Math.round(blue * 255)];
}
