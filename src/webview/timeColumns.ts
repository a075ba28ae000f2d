import type { LayerTime } from '../shared/explainProtocol';
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
export interface TimeSort {
  readonly column: TimeColumn;
  readonly direction: 'ascending' | 'descending';
}

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

/** First the useful direction (numbers downwards, words upwards), then the other, then the network's own order. */
export function nextTimeSort(sort: TimeSort | null, column: TimeColumn): TimeSort | null {
  const [first, second] = isText(column)
    ? (['ascending', 'descending'] as const)
    : (['descending', 'ascending'] as const);
  if (sort?.column !== column) return { column, direction: first };
  return sort.direction === first ? { column, direction: second } : null;
}

/** Layers in an order; those without the number come last in both directions. */
export function sortTimes(layers: readonly LayerTime[], sort: TimeSort | null): readonly LayerTime[] {
  if (!sort) return layers;
  const { column, direction } = sort;
  const sign = direction === 'ascending' ? 1 : -1;
  return layers.toSorted((a, b) => {
    const [left, right] = [a[column], b[column]];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    if (typeof left === 'string' || typeof right === 'string')
      return sign * String(left).localeCompare(String(right), 'en', { numeric: true });
    return sign * (left - right);
  });
}
