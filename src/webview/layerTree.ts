import type { Flow, Shape } from '../shared/network';
import { LAYER_COLUMNS, type Sort } from './layerColumns';
import { sumOfTimes, type LayerTiming, type TableLayer } from './layerTiming';
import { text } from './strings';

/** How the table is looked at. */
export interface LayerView {
  /** With a sort order the rows stand without groups. */
  readonly sort: Sort | null;
  readonly collapsed: ReadonlySet<string>;
}

/** The numbers that a layer and a group of layers have alike. */
export interface LayerFigures {
  readonly outputShape: Shape;
  readonly params: number;
  readonly macs: number;
  readonly activationBytes: number;
  readonly paramsShare: number;
  readonly macsShare: number;
  readonly time?: LayerTiming;
}

interface TreePlace {
  readonly id: string;
  /** From 1. */
  readonly level: number;
  /** Place among the siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  readonly parent: string | null;
}

export interface GroupRow extends TreePlace {
  readonly kind: 'group';
  readonly label: string;
  readonly expanded: boolean;
  readonly layers: number;
  /** Sums over the group's layers; the shape is the last layer's. */
  readonly figures: LayerFigures;
}

export interface LeafRow extends TreePlace {
  readonly kind: 'layer';
  readonly layer: TableLayer;
}

export type TreeRow = GroupRow | LeafRow;

/** The rows to show, top to bottom: flows, their blocks and layers, or the layers alone in a sort order. */
export function treeRows(layers: readonly TableLayer[], view: LayerView): readonly TreeRow[] {
  if (view.sort) return leaves(sortLayers(layers, view.sort), 1, null);
  const flows = groupBy(layers, ({ flow }) => flow);
  return flows.flatMap((flow, index) => {
    const id = `flow ${flow.key}`;
    const place: TreePlace = { id, level: 1, position: index + 1, siblings: flows.length, parent: null };
    const row = groupRow(place, flowName(flow.key), flow.layers, view);
    return row.expanded ? [row, ...blockRows(flow.layers, id, view)] : [row];
  });
}

/** A flow of one block shows its layers directly: a level that says nothing new is left out. */
function blockRows(layers: readonly TableLayer[], parent: string, view: LayerView): readonly TreeRow[] {
  const blocks = groupBy(layers, ({ block }) => block);
  if (blocks.length === 1) return leaves(layers, 2, parent);
  return blocks.flatMap((block, index) => {
    const id = `block ${block.key}`;
    const place: TreePlace = { id, level: 2, position: index + 1, siblings: blocks.length, parent };
    const row = groupRow(place, block.key, block.layers, view);
    return row.expanded ? [row, ...leaves(block.layers, 3, id)] : [row];
  });
}

/** The groups that must be open for a layer to be seen. */
export function groupsAround({ flow, block }: TableLayer): readonly string[] {
  return [`flow ${flow}`, `block ${block}`];
}

/** Names in natural order (`block2` before `block10`); equal rows keep the network's order. */
export function sortLayers(
  layers: readonly TableLayer[],
  { column, direction }: Sort,
): readonly TableLayer[] {
  const { value } = LAYER_COLUMNS[column];
  const sign = direction === 'ascending' ? 1 : -1;
  return [...layers].sort((a, b) => sign * compare(value(a), value(b)) || a.index - b.index);
}

/** The ids of the groups that hold layers: closing them leaves one row for each block. */
export function blockIds(layers: readonly TableLayer[]): readonly string[] {
  return groupBy(layers, ({ flow }) => flow).flatMap((flow) => {
    const blocks = groupBy(flow.layers, ({ block }) => block);
    return blocks.length === 1 ? [`flow ${flow.key}`] : blocks.map(({ key }) => `block ${key}`);
  });
}

export function sumOf(layers: readonly TableLayer[]): LayerFigures {
  const sum = (of: (layer: TableLayer) => number): number =>
    layers.reduce((total, layer) => total + of(layer), 0);
  const time = sumOfTimes(layers);
  return {
    outputShape: layers.at(-1)?.outputShape ?? [],
    params: sum((layer) => layer.params),
    macs: sum((layer) => layer.macs),
    activationBytes: sum((layer) => layer.activationBytes),
    paramsShare: sum((layer) => layer.paramsShare),
    macsShare: sum((layer) => layer.macsShare),
    ...(time && { time }),
  };
}

function leaves(layers: readonly TableLayer[], level: number, parent: string | null): readonly LeafRow[] {
  return layers.map((layer, index) => ({
    kind: 'layer',
    id: `layer ${layer.index}`,
    level,
    position: index + 1,
    siblings: layers.length,
    parent,
    layer,
  }));
}

function groupRow(place: TreePlace, label: string, layers: readonly TableLayer[], view: LayerView): GroupRow {
  return {
    ...place,
    kind: 'group',
    label,
    expanded: !view.collapsed.has(place.id),
    layers: layers.length,
    figures: sumOf(layers),
  };
}

interface Group<K> {
  readonly key: K;
  readonly layers: readonly TableLayer[];
}

/** Groups in the order in which their first layers come. */
function groupBy<K>(layers: readonly TableLayer[], keyOf: (layer: TableLayer) => K): readonly Group<K>[] {
  const groups = new Map<K, TableLayer[]>();
  for (const layer of layers) {
    const key = keyOf(layer);
    const group = groups.get(key);
    if (group) group.push(layer);
    else groups.set(key, [layer]);
  }
  return [...groups].map(([key, members]) => ({ key, layers: members }));
}

const names = new Intl.Collator('en', { numeric: true });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b));
}

function flowName(flow: Flow): string {
  switch (flow) {
    case 'input':
      return text('flowInput');
    case 'entry':
      return text('flowEntry');
    case 'middle':
      return text('flowMiddle');
    case 'exit':
      return text('flowExit');
    case 'head':
      return text('flowHead');
  }
}
