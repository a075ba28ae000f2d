import type { TableLayer } from './layerTiming';
import { treeRows, type LayerFigures, type TreeRow } from './layerTree';

/** Lengths of a row's bars, 0 to 1. */
export interface BarLengths {
  readonly params: number;
  readonly macs: number;
  readonly time: number;
}

/**
 * Bars compare like with like: a layer with the largest layer, a block with the largest block. Scaled to the whole
 * network, a layer's bar would be a hair. The scale is the whole network's, so that filtering moves no bar.
 */
export function shareScale(layers: readonly TableLayer[]): (row: TreeRow) => BarLengths {
  const largest = new Map<string, BarLengths>();
  for (const row of treeRows(layers, { sort: null, collapsed: new Set() })) {
    const known = largest.get(classOf(row));
    const { paramsShare, macsShare, time } = figuresOf(row);
    largest.set(classOf(row), {
      params: Math.max(known?.params ?? 0, paramsShare),
      macs: Math.max(known?.macs ?? 0, macsShare),
      time: Math.max(known?.time ?? 0, time?.share ?? 0),
    });
  }
  return (row) => {
    const { paramsShare, macsShare, time } = figuresOf(row);
    const scale = largest.get(classOf(row));
    return {
      params: ratio(paramsShare, scale?.params),
      macs: ratio(macsShare, scale?.macs),
      time: ratio(time?.share ?? 0, scale?.time),
    };
  };
}

function figuresOf(row: TreeRow): Pick<LayerFigures, 'paramsShare' | 'macsShare' | 'time'> {
  return row.kind === 'group' ? row.figures : row.layer;
}

function classOf(row: TreeRow): string {
  return row.kind === 'group' ? `group ${row.level}` : 'layer';
}

/** At most 1: a filtered group cannot be larger than the whole one, but rounding may say so. */
function ratio(part: number, whole = 0): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
