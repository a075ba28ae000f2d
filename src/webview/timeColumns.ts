import type { LayerTime } from '../shared/explainProtocol';
import { nextColumnSort, sortRows, type ColumnSort } from './columnSort';
import { decimal, milliseconds, percent, sharePercent } from './format';
import type { MessageKey } from './strings';

export const TIME_COLUMNS = [
  'name',
  'block',
  'type',
  'milliseconds',
  'share',
  'gflops',
  'peakShare',
] as const;
export type TimeColumn = (typeof TIME_COLUMNS)[number];

/** An order of the table; null is the network's own. */
export type TimeSort = ColumnSort<TimeColumn>;

export const TIME_TITLES: Readonly<Record<TimeColumn, MessageKey>> = {
  name: 'columnName',
  block: 'columnBlock',
  type: 'columnType',
  milliseconds: 'columnTime',
  share: 'columnShare',
  gflops: 'columnGflops',
  peakShare: 'columnPeak',
};

export function isText(column: TimeColumn): boolean {
  return column === 'name' || column === 'block' || column === 'type';
}

/** A cell's text; empty where a layer has no such number. */
export function timeCell(layer: LayerTime, column: TimeColumn): string {
  switch (column) {
    case 'milliseconds':
      return milliseconds(layer.milliseconds);
    case 'share':
      return sharePercent(layer.share);
    case 'gflops':
      return layer.gflops === undefined ? '' : decimal(layer.gflops, 1);
    case 'peakShare':
      return layer.peakShare === undefined ? '' : percent(layer.peakShare);
    case 'name':
    case 'block':
    case 'type':
      return layer[column];
  }
}

/** The order after a click on a title. */
export function nextTimeSort(sort: TimeSort | null, column: TimeColumn): TimeSort | null {
  return nextColumnSort(sort, column, isText(column));
}

/** Layers in an order; those without the number come last in both directions. */
export function sortTimes(layers: readonly LayerTime[], sort: TimeSort | null): readonly LayerTime[] {
  return sort ? sortRows(layers, sort.direction, (layer) => layer[sort.column] ?? null) : layers;
}
