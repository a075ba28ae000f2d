import type { ComponentChildren } from 'preact';
import { bytes, count, decimal, kernel, milliseconds, percent, scaled, shape, sharePercent } from '../format';
import type { ColumnId } from '../layerColumns';
import { speedOf } from '../layerTiming';
import type { LayerFigures, TreeRow } from '../layerTree';
import type { BarLengths } from '../shareScale';
import { text } from '../strings';
import { Bar } from './probabilityBars';

/** What stands in one cell. */
export interface LayerCell {
  readonly content: ComponentChildren;
  /** More exactly than there is room for. */
  readonly title?: string | undefined;
}

/** The cells of a row, by column. */
export const LAYER_CELLS: Readonly<
  Record<Exclude<ColumnId, 'name'>, (row: TreeRow, bars: BarLengths) => LayerCell>
> = {
  type: (row) =>
    row.kind === 'layer'
      ? { content: row.layer.type, title: row.layer.type }
      : { content: <span class="minor">{layersText(row.layers)}</span> },
  block: (row) => ({ content: row.kind === 'layer' ? row.layer.block : null }),
  input: (row) => ({ content: row.kind === 'layer' ? shape(row.layer.inputShape) : null }),
  output: (row) => ({ content: shape(figuresOf(row).outputShape) }),
  kernel: (row) =>
    row.kind === 'layer' && row.layer.kernel
      ? { content: kernel(row.layer.kernel, row.layer.stride) }
      : { content: null },
  padding: (row) => ({ content: row.kind === 'layer' ? row.layer.padding : null }),
  params: (row, bars) => {
    const { params, paramsShare } = figuresOf(row);
    return shared(count(params), params, paramsShare, bars.params);
  },
  macs: (row, bars) => {
    const { macs, macsShare } = figuresOf(row);
    return shared(scaled(macs), macs, macsShare, bars.macs);
  },
  time: (row, bars) => {
    const { time } = figuresOf(row);
    if (!time) return { content: null };
    const { milliseconds: took, share } = time;
    return shared(milliseconds(took), took, share, bars.time, `${decimal(took, 3)} ms`);
  },
  speed: (row) => {
    const { time } = figuresOf(row);
    if (!time || time.macs === 0) return { content: null };
    const gflops = speedOf(time);
    return {
      content: (
        <span class="shared">
          <span>{decimal(gflops, 1)}</span>
          <span class="minor">{percent(gflops / time.peakGflops)}</span>
        </span>
      ),
    };
  },
  activation: (row) => {
    const { activationBytes } = figuresOf(row);
    return { content: bytes(activationBytes), title: `${count(activationBytes)} B` };
  },
  field: (row) => {
    if (row.kind === 'group') return { content: null };
    const { receptiveField, receptiveStride, receptiveStart } = row.layer;
    const title = text('fieldTitle', count(receptiveField), receptiveStride, decimal(receptiveStart, 0));
    return { content: count(receptiveField), title };
  },
};

export function layersText(layers: number): string {
  return layers === 1 ? text('layersCountOne') : text('layersCount', count(layers));
}

function figuresOf(row: TreeRow): LayerFigures {
  return row.kind === 'group' ? row.figures : row.layer;
}

/** A number with its share of the whole network, in words and as a bar. Nothing at all is a dash. */
function shared(shown: string, value: number, share: number, bar: number, title = count(value)): LayerCell {
  if (value === 0) return { content: <span class="minor">–</span>, title: '0' };
  return {
    content: (
      <span class="shared">
        <span>{shown}</span>
        <span class="minor">{sharePercent(share)}</span>
        <Bar share={bar} />
      </span>
    ),
    title,
  };
}
