import type { TensorEntry } from '../weightsFormat';

/** A tensor under a PyTorch name: `block1.rep.0.conv1.weight` is the `weight` of the module `block1.rep.0.conv1`. */
export function moduleEntry(name: string, dtype: string, shape: readonly number[]): TensorEntry {
  const dot = name.lastIndexOf('.');
  return { name, layer: name.slice(0, Math.max(dot, 0)), variable: name.slice(dot + 1), dtype, shape };
}
