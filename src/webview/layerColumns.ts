import type { LayerRow, Shape } from '../shared/network';
import type { MessageKey } from './strings';

/** The table's columns, left to right. */
export const COLUMN_IDS = [
  'name',
  'type',
  'output',
  'kernel',
  'params',
  'macs',
  'activation',
  'field',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Sort {
  readonly column: ColumnId;
  readonly direction: 'ascending' | 'descending';
}

export interface LayerColumn {
  readonly title: MessageKey;
  readonly hint?: MessageKey;
  readonly numeric: boolean;
  /** What rows are ordered by. */
  readonly value: (layer: LayerRow) => string | number;
}

export const LAYER_COLUMNS: Readonly<Record<ColumnId, LayerColumn>> = {
  name: { title: 'columnName', numeric: false, value: (layer) => layer.name },
  type: { title: 'columnType', numeric: false, value: (layer) => layer.type },
  output: {
    title: 'columnOutput',
    hint: 'hintOutput',
    numeric: true,
    value: (layer) => elements(layer.outputShape),
  },
  kernel: { title: 'columnKernel', hint: 'hintKernel', numeric: true, value: windowSize },
  params: { title: 'columnParams', hint: 'hintParams', numeric: true, value: (layer) => layer.params },
  macs: { title: 'columnMacs', hint: 'hintMacs', numeric: true, value: (layer) => layer.macs },
  activation: {
    title: 'columnActivation',
    hint: 'hintActivation',
    numeric: true,
    value: (layer) => layer.activationBytes,
  },
  field: { title: 'columnField', hint: 'hintField', numeric: true, value: (layer) => layer.receptiveField },
};

/** Numbers are most interesting from the largest, words from A; a third click gives the groups back. */
export function nextSort(current: Sort | null, column: ColumnId): Sort | null {
  const first = LAYER_COLUMNS[column].numeric ? 'descending' : 'ascending';
  if (current?.column !== column) return { column, direction: first };
  if (current.direction !== first) return null;
  return { column, direction: first === 'ascending' ? 'descending' : 'ascending' };
}

function elements(shape: Shape): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}

/** Windows by area, those of one area by stride; layers without a window come before all of them. */
function windowSize({ kernel, stride }: LayerRow): number {
  if (!kernel) return 0;
  const [down, right] = stride ?? [1, 1];
  return kernel[0] * kernel[1] + (down * right) / 1000;
}
