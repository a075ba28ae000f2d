import type { InspectedTensor } from '../../shared/inspection';
import { nextColumnSort, sortRows, type ColumnSort } from '../columnSort';
import { count, figure, SPACE } from '../format';
import type { MessageKey } from '../strings';
import { wordTest } from '../wordTest';

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
export type TensorSort = ColumnSort<TensorColumn>;

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
  return sizes.length === 0 ? '1' : sizes.join(`${SPACE}×${SPACE}`);
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

/** The order after a click on a title. */
export function nextTensorSort(sort: TensorSort | null, column: TensorColumn): TensorSort | null {
  return nextColumnSort(sort, column, isText(column));
}

/** Tensors in an order; those without the value come last in both directions. */
export function sortTensors(
  tensors: readonly InspectedTensor[],
  sort: TensorSort | null,
): readonly InspectedTensor[] {
  return sort ? sortRows(tensors, sort.direction, (tensor) => valueOf(tensor, sort.column)) : tensors;
}

/** Tensors that have every word of a filter in one of their texts. */
export function filterTensors(
  tensors: readonly InspectedTensor[],
  filter: string,
): readonly InspectedTensor[] {
  const holds = wordTest(filter);
  return tensors.filter(({ name, layer, variable, dtype }) =>
    holds(`${name} ${layer} ${variable ?? ''} ${dtype}`),
  );
}
