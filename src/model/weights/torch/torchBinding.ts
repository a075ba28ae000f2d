import type { VariableSpec } from '../../arch/variables';
import { sameShape, type Binding, type BoundTensor } from '../bindWeights';
import type { TensorEntry } from '../weightsFormat';

/** A variable in PyTorch's layout, and the name that a file must have its tensor under. */
export interface KeyedVariable {
  readonly variable: VariableSpec;
  readonly key: string;
}

/** Pairs variables with tensors by name. */
export function bindByName(
  network: Binding['network'],
  keyed: readonly KeyedVariable[],
  entries: readonly TensorEntry[],
): Binding {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const bound = keyed.flatMap(({ variable, key }): BoundTensor[] => {
    const entry = byName.get(key);
    return entry ? [{ variable, entry }] : [];
  });
  const used = new Set(bound.map(({ entry }) => entry));
  return {
    network,
    bound,
    missing: keyed.flatMap(({ variable, key }) => (byName.has(key) ? [] : [{ ...variable, key }])),
    extra: entries.filter((entry) => !used.has(entry)),
    mismatched: bound.filter(({ variable, entry }) => !sameTensor(variable.storedShape, entry.shape)),
  };
}

/** The first published weights of Xception had their 1×1 kernels as matrices. */
function sameTensor(expected: readonly number[], found: readonly number[]): boolean {
  return sameShape(expected, found) || (found.length === 2 && sameShape(expected, [...found, 1, 1]));
}
