import { TENSOR_COLUMNS, type TensorColumn, type TensorSort } from './tensorColumns';

/** How the table is looked at. It survives a reload through VS Code. */
export interface TableView {
  readonly filter: string;
  readonly sort: TensorSort | null;
}

/** What was put away; what another version of this page left is taken only where it fits. */
export function readTableView(stored: unknown): TableView {
  if (typeof stored !== 'object' || stored === null) return { filter: '', sort: null };
  const { filter, sort } = stored as Partial<Record<keyof TableView, unknown>>;
  return { filter: typeof filter === 'string' ? filter : '', sort: readSort(sort) };
}

function readSort(value: unknown): TensorSort | null {
  if (typeof value !== 'object' || value === null) return null;
  const { column, direction } = value as Partial<Record<keyof TensorSort, unknown>>;
  if (direction !== 'ascending' && direction !== 'descending') return null;
  return TENSOR_COLUMNS.includes(column as TensorColumn)
    ? { column: column as TensorColumn, direction }
    : null;
}
