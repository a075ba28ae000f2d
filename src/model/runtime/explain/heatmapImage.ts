import { colourTable, levelOf } from '../../image/colourMap';
import type { Raster } from '../../image/encodePng';
import { CHANNELS, type Picture, type Region } from '../../image/picture';
import type { ColourMapName, ColourRange } from '../../../shared/explainProtocol';
import { between, sample, type Between } from './bilinear';
import { normalized, type Heatmap } from './heatmap';

/** How a picture came into a network's input: what `prepareImage` says of it. */
export interface SeenRegion {
  /** Of the network's input. */
  readonly width: number;
  readonly height: number;
  /** Where the picture lies within the input; all of it, except for a letterbox. */
  readonly content: Region;
  /** The part of the original picture that `content` shows, in its pixels. */
  readonly source: Region;
  /** Of the original picture. */
  readonly original: { readonly width: number; readonly height: number };
}

/** A map laid over a picture of any size, `[height, width]`: 0 to 1, and NaN where the network saw nothing of it. */
export interface PlacedMap {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * A heatmap, scaled to 0 … 1 by a range of values and stretched (bilinear) over the part of the picture that the network saw. A map covers the
 * whole input, so what lies on a letterbox's border is cut off, and what a crop left out stays without a value.
 *
 * @param size - of the result: the original picture's or a smaller copy's
 * @param range - what becomes 0 and 1; by default the map's own, from 0 to its highest value. Maps that are placed with one
 * range can be compared
 */
export function placeHeatmap(
  heatmap: Heatmap,
  seen: SeenRegion,
  size: { readonly width: number; readonly height: number },
  range?: ColourRange,
): PlacedMap {
  const { width, height } = size;
  const { content, source, original } = seen;
  const grid = { ...heatmap, values: normalized(heatmap, range) };
  const columns = axis(
    width,
    original.width,
    source.left,
    source.width,
    content.left,
    content.width,
    seen.width,
    heatmap.width,
  );
  const rows = axis(
    height,
    original.height,
    source.top,
    source.height,
    content.top,
    content.height,
    seen.height,
    heatmap.height,
  );
  const values = new Float32Array(width * height);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) values[to++] = row && column ? sample(grid, row, column) : Number.NaN;
  }
  return { values, width, height };
}

/** For each pixel of the result along one axis its place in the map, or nothing where the network did not see it. */
function axis(
  pixels: number,
  original: number,
  sourceFrom: number,
  sourceSize: number,
  contentFrom: number,
  contentSize: number,
  input: number,
  cells: number,
): readonly (Between | undefined)[] {
  return Array.from({ length: pixels }, (_, pixel) => {
    const share = (((pixel + 0.5) * original) / pixels - sourceFrom) / sourceSize;
    if (share < 0 || share > 1) return undefined;
    return between(((contentFrom + share * contentSize) * cells) / input, cells);
  });
}

/** The map alone, as RGBA; transparent where it has no value. */
export function mapRaster({ values, width, height }: PlacedMap, colours: ColourMapName): Raster {
  const table = colourTable(colours);
  const data = new Uint8Array(values.length * 4);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const level = levelOf(value) * CHANNELS;
    data.set(table.subarray(level, level + CHANNELS), i * 4);
    data[i * 4 + 3] = 255;
  });
  return { data, width, height, channels: 4 };
}

/**
 * The picture with the map over it, as RGB. What the network did not see is shown in grey.
 *
 * @param picture - of the placed map's size
 * @param opacity - 0 shows the picture alone, 1 the map alone
 */
export function overlayRaster(
  picture: Picture,
  { values, width, height }: PlacedMap,
  colours: ColourMapName,
  opacity: number,
): Raster {
  const table = colourTable(colours);
  const data = new Uint8Array(values.length * CHANNELS);
  values.forEach((value, i) => {
    const at = i * CHANNELS;
    const unseen = Number.isNaN(value);
    const level = levelOf(value) * CHANNELS;
    const grey = unseen ? luma(picture.data, at) : 0;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const below = picture.data[at + channel] ?? 0;
      const above = table[level + channel] ?? 0;
      data[at + channel] = unseen ? grey : Math.round(below + (above - below) * opacity);
    }
  });
  return { data, width, height, channels: 3 };
}

/** ITU-R BT.601, as Pillow's mode "L". */
function luma(data: Uint8Array, at: number): number {
  return Math.round(0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0));
}
