import path from 'node:path';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';
import { networks } from '../arch/buildNetwork';
import type { SizedLayer } from '../arch/sizedLayer';
import { variablesOf, type VariableSpec } from '../arch/variables';
import { groupBy } from './groupBy';
import type { TensorEntry } from './weightsFormat';

/** A variable of the network, in the layout of the file's framework, and the file's tensor for it. */
export interface BoundTensor {
  readonly variable: VariableSpec;
  readonly entry: TensorEntry;
}

/** How a file's tensors fit a network's variables. */
export interface Binding {
  readonly network: NetworkId;
  /** In the network's order. */
  readonly bound: readonly BoundTensor[];
  readonly missing: readonly VariableSpec[];
  /** Tensors that belong to no layer of the network. */
  readonly extra: readonly TensorEntry[];
  /** Pairs whose shapes differ. */
  readonly mismatched: readonly BoundTensor[];
}

/** A layer as a file stores it. */
export interface StoredLayer {
  readonly id: string;
  readonly entries: readonly TensorEntry[];
}

/** A file's tensors by layer, in the order in which layers first appear. */
export function storedLayers(entries: readonly TensorEntry[]): readonly StoredLayer[] {
  return [...groupBy(entries, ({ layer }) => layer)].map(([id, own]) => ({ id, entries: own }));
}

/**
 * Pairs a network's variables with a file's tensors, layer by layer. Inside a layer names decide where the file has the
 * framework's own, and the framework's order where it only numbers them.
 *
 * @param layers - the sized network, head included
 * @param storedAs - the file's layer for every layer with weights, by the network's name
 * @param framework - whose layout the file has; the network's own unless told
 */
export function bindWeights(
  network: NetworkId,
  layers: readonly SizedLayer[],
  entries: readonly TensorEntry[],
  storedAs: ReadonlyMap<string, string>,
  framework: 'keras' | 'pytorch' = networks[network].framework,
): Binding {
  const stored = new Map(storedLayers(entries).map((layer) => [layer.id, layer.entries]));
  const bound: BoundTensor[] = [];
  const missing: VariableSpec[] = [];
  for (const layer of layers) {
    const variables = variablesOf(layer, framework);
    const found = arrange(variables, stored.get(storedAs.get(layer.name) ?? '') ?? []);
    variables.forEach((variable, index) => {
      const entry = found[index];
      if (entry) bound.push({ variable, entry });
      else missing.push(variable);
    });
  }
  const used = new Set(bound.map(({ entry }) => entry));
  return {
    network,
    bound,
    missing,
    extra: entries.filter((entry) => !used.has(entry)),
    mismatched: bound.filter(({ variable, entry }) => !sameShape(variable.storedShape, entry.shape)),
  };
}

/** A layer's tensors in the order of its variables. */
export function arrange(
  variables: readonly VariableSpec[],
  entries: readonly TensorEntry[],
): readonly (TensorEntry | undefined)[] {
  const byName = new Map(entries.map((entry) => [entry.variable, entry]));
  const named = variables.map(({ key }) =>
    byName.get(key.slice(Math.max(key.lastIndexOf('/'), key.lastIndexOf('.')) + 1)),
  );
  return named.includes(undefined) ? variables.map((_, index) => entries[index]) : named;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/**
 * @throws XceptionError `model-mismatch` that names what is missing, left over or of another shape
 */
export function requireComplete(binding: Binding, file: string): void {
  const { missing, extra, mismatched, network } = binding;
  const problems = [
    ...missing.map(({ key, storedShape }) => `${key} ${shapeText(storedShape)} is missing`),
    ...mismatched.map(
      ({ variable, entry }) =>
        `${entry.name} is ${shapeText(entry.shape)} where ${variable.key} is ${shapeText(variable.storedShape)}`,
    ),
    ...extra.map(({ name, shape }) => `${name} ${shapeText(shape)} belongs to no layer`),
  ];
  if (problems.length === 0) return;
  throw new XceptionError(
    'model-mismatch',
    `${path.basename(file)} does not fit ${networks[network].title}: ${listed(problems)}. Save the model again, or choose another file.`,
  );
}

/** The first few of a long list, and how many more there are. */
export function listed(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most).join('; ');
  return items.length > most ? `${shown}; and ${items.length - most} more` : shown;
}

export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
