import type { Shape } from '../shared/network';
import { nextColumnSort, type ColumnSort } from './columnSort';
import { speedOf, type TableLayer } from './layerTiming';
import type { MessageKey } from './strings';

/** The table's columns, left to right; those of {@link TIME_COLUMN_IDS} only where times were measured. */
export const COLUMN_IDS = [
  'name',
  'type',
  'block',
  'input',
  'output',
  'kernel',
  'padding',
  'params',
  'macs',
  'time',
  'speed',
  'activation',
  'field',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

const TIME_COLUMN_IDS: readonly ColumnId[] = ['time', 'speed'];

/** Columns that are not shown until somebody asks for them. */
export const QUIET_COLUMNS: readonly ColumnId[] = ['block', 'input', 'padding'];

/** The columns that there is something to show in. */
export function shownColumns(timed: boolean): readonly ColumnId[] {
  return COLUMN_IDS.filter((id) => timed || !TIME_COLUMN_IDS.includes(id));
}

export type Sort = ColumnSort<ColumnId>;

export interface LayerColumn {
  readonly title: MessageKey;
  readonly hint?: MessageKey;
  readonly numeric: boolean;
  /** What rows are ordered by. */
  readonly value: (layer: TableLayer) => string | number;
}

export const LAYER_COLUMNS: Readonly<Record<ColumnId, LayerColumn>> = {
  name: { title: 'columnName', numeric: false, value: (layer) => layer.name },
  type: { title: 'columnType', numeric: false, value: (layer) => layer.type },
  block: { title: 'columnBlock', numeric: false, value: (layer) => layer.index },
  input: {
    title: 'columnInput',
    hint: 'hintInput',
    numeric: true,
    value: (layer) => elements(layer.inputShape),
  },
  output: {
    title: 'columnOutput',
    hint: 'hintOutput',
    numeric: true,
    value: (layer) => elements(layer.outputShape),
  },
  kernel: { title: 'columnKernel', hint: 'hintKernel', numeric: true, value: windowSize },
  padding: { title: 'columnPadding', numeric: false, value: ({ padding }) => String(padding ?? '') },
  params: { title: 'columnParams', hint: 'hintParams', numeric: true, value: (layer) => layer.params },
  macs: { title: 'columnMacs', hint: 'hintMacs', numeric: true, value: (layer) => layer.macs },
  time: {
    title: 'columnTime',
    hint: 'hintTime',
    numeric: true,
    value: ({ time }) => time?.milliseconds ?? 0,
  },
  speed: {
    title: 'columnSpeed',
    hint: 'hintSpeed',
    numeric: true,
    value: ({ time }) => (time ? speedOf(time) : 0),
  },
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
  return nextColumnSort(current, column, !LAYER_COLUMNS[column].numeric);
}

function elements(shape: Shape): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}

/** Windows by area, those of one area by stride; layers without a window come before all of them. */
function windowSize({ kernel, stride }: TableLayer): number {
  if (!kernel) return 0;
  const [down, right] = stride ?? [1, 1];
  return kernel[0] * kernel[1] + (down * right) / 1000;
}
