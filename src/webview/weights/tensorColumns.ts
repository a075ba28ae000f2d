import type { InspectedTensor } from '../../shared/inspection';
import { count, figure } from '../format';
import type { MessageKey } from '../strings';

export const TENSOR_COLUMNS = [
  'variable',
  'dtype',
  'shape',
  'min',
  'max',
  'mean',
  'std',
  'zeros',
  'notFinite',
  'name',
] as const;
export type TensorColumn = (typeof TENSOR_COLUMNS)[number];

/** An order of the table; null is the file's own. */
export interface TensorSort {
  readonly column: TensorColumn;
  readonly direction: 'ascending' | 'descending';
}

export const TENSOR_TITLES: Readonly<Record<TensorColumn, MessageKey>> = {
  variable: 'columnVariable',
  dtype: 'columnDtype',
  shape: 'columnShape',
  min: 'columnMin',
  max: 'columnMax',
  mean: 'columnMean',
  std: 'columnStd',
  zeros: 'columnZeros',
  notFinite: 'columnNotFinite',
  name: 'columnStoredName',
};

export function isText(column: TensorColumn): boolean {
  return column === 'variable' || column === 'name' || column === 'dtype' || column === 'shape';
}

/** `3 × 3 × 728 × 1`; a single number has no axes. */
export function storedShape(sizes: readonly number[]): string {
  return sizes.length === 0 ? '1' : sizes.join('\u00a0×\u00a0');
}

/** What a cell is sorted by; shapes are sorted by how many numbers they hold. */
function valueOf(tensor: InspectedTensor, column: TensorColumn): string | number | null {
  const { statistics, shape } = tensor;
  switch (column) {
    case 'variable':
    case 'name':
    case 'dtype':
      return tensor[column];
    case 'shape':
      return shape.reduce((product, size) => product * size, 1);
    case 'notFinite':
      return statistics === null ? null : statistics.nan + statistics.inf;
    default:
      return statistics?.[column] ?? null;
  }
}

/** A cell's text; empty where a tensor has no such figure. */
export function tensorCell(tensor: InspectedTensor, column: TensorColumn): string {
  if (column === 'shape') return storedShape(tensor.shape);
  const value = valueOf(tensor, column);
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return column === 'zeros' || column === 'notFinite' ? count(value) : figure(value);
}

/** First the useful direction (numbers downwards, words upwards), then the other, then the file's own order. */
export function nextTensorSort(sort: TensorSort | null, column: TensorColumn): TensorSort | null {
  const [first, second] = isText(column)
    ? (['ascending', 'descending'] as const)
    : (['descending', 'ascending'] as const);
  if (sort?.column !== column) return { column, direction: first };
  return sort.direction === first ? { column, direction: second } : null;
}

/** Tensors in an order; those without the value come last in both directions. */
export function sortTensors(
  tensors: readonly InspectedTensor[],
  sort: TensorSort | null,
): readonly InspectedTensor[] {
  if (!sort) return tensors;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return tensors.toSorted((a, b) => {
    const [left, right] = [valueOf(a, sort.column), valueOf(b, sort.column)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'string' || typeof right === 'string')
      return sign * String(left).localeCompare(String(right), 'en', { numeric: true });
    return sign * (left - right);
  });
}

/** Tensors that have every word of a filter in one of their texts. */
export function filterTensors(
  tensors: readonly InspectedTensor[],
  filter: string,
): readonly InspectedTensor[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return tensors;
  return tensors.filter(({ name, layer, variable, dtype }) => {
    const all = `${name} ${layer} ${variable ?? ''} ${dtype}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
