import {
  cosine,
  joinDifferences,
  relativeDifference,
  type ComparedTensor,
  type TensorDifference,
  type WeightsComparison,
} from '../../shared/weightsComparison';
import { count, decimal } from '../format';
import { text } from '../strings';
import { storedShape } from '../weights/tensorColumns';

/** A line of the table: a layer with all its tensors, or one tensor. */
export interface ComparedRow {
  readonly name: string;
  readonly layer: string;
  /** The tensor's shape, or which tensors the layer has. */
  readonly about: string;
  readonly difference: TensorDifference | null;
  /** Why there is no difference, or what was left out. */
  readonly note: string;
}

export type RowKind = 'layers' | 'tensors';
export type RowOrder = 'network' | 'most';

/** The lines of a comparison; what could not be compared comes last when the most different is first. */
export function comparedRows(
  comparison: WeightsComparison,
  kind: RowKind,
  order: RowOrder,
): readonly ComparedRow[] {
  const rows =
    kind === 'tensors'
      ? comparison.tensors.map((tensor) => tensorRow(tensor, comparison))
      : layerRows(comparison);
  return order === 'network' ? rows : rows.toSorted((a, b) => rank(b) - rank(a));
}

function tensorRow(tensor: ComparedTensor, comparison: WeightsComparison): ComparedRow {
  const { name, layer, a, b, difference } = tensor;
  const about = storedShape((a ?? b)?.shape ?? []);
  return { name, layer, about, difference, note: noteOf(tensor, comparison) };
}

function layerRows(comparison: WeightsComparison): readonly ComparedRow[] {
  const layers = new Map<string, ComparedTensor[]>();
  for (const tensor of comparison.tensors) {
    const own = layers.get(tensor.layer);
    if (own) own.push(tensor);
    else layers.set(tensor.layer, [tensor]);
  }
  return [...layers].map(([layer, tensors]) => ({
    name: layer,
    layer,
    about: tensors.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)).join(', '),
    difference: joinDifferences(tensors.flatMap(({ difference }) => difference ?? [])),
    note: [...new Set(tensors.map((tensor) => noteOf(tensor, comparison)))].filter(Boolean).join('; '),
  }));
}

function noteOf({ a, b, difference }: ComparedTensor, comparison: WeightsComparison): string {
  if (!b) return text('onlyIn', comparison.a.file);
  if (!a) return text('onlyIn', comparison.b.file);
  if (difference) return difference.notFinite > 0 ? text('notFiniteLeft', count(difference.notFinite)) : '';
  const [left, right] = [storedShape(a.shape), storedShape(b.shape)];
  return left === right ? text('notFloats') : text('otherShape', left, right);
}

/** Six digits: what is nearly alike is told apart by its last ones. */
export function cosineText(difference: TensorDifference): string {
  const value = cosine(difference);
  return value === null ? '–' : decimal(value, 6);
}

function rank({ difference }: ComparedRow): number {
  if (!difference) return -1;
  return relativeDifference(difference) ?? Number.MAX_VALUE;
}
