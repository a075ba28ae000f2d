import type { ColourMapName, MapFigures } from '../../../shared/explainProtocol';
import { colourTable, levelOf } from '../../image/colourMap';
import type { Raster } from '../../image/encodePng';
import { CHANNELS } from '../../image/picture';
import type { LayerValues } from './layerStatistics';

export interface SheetOptions {
  /** The maps that are drawn, in this order. */
  readonly maps: readonly MapFigures[];
  /** What the colours span for all maps alike; without it, each map spans all colours for itself. */
  readonly span?: Span | undefined;
  readonly colours: ColourMapName;
  /** Neither side of the sheet is longer. */
  readonly maxSide: number;
}

interface Span {
  readonly min: number;
  readonly max: number;
}

/** A drawn sheet: cells of one size, in rows. */
export interface DrawnSheet {
  readonly raster: Raster;
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly gap: number;
}

/** Between the cells; fits dark and light surroundings. */
const GAP = 1;
const GAP_GREY = 128;
/** Small maps are enlarged until their longer side has about so many pixels, if there is room. */
const GOOD_SIDE = 64;

/**
 * Feature maps side by side, in a sheet that is about as wide as high. Each value becomes a square of whole pixels; maps
 * too large for the sheet are reduced by means over whole squares. Nothing is smoothed.
 */
export function mapSheet(layer: LayerValues, { maps, span, colours, maxSide }: SheetOptions): DrawnSheet {
  const { height, width } = layer;
  const columns = Math.max(1, Math.ceil(Math.sqrt((maps.length * height) / width)));
  const rows = Math.max(1, Math.ceil(maps.length / columns));
  const room = Math.min(cellRoom(maxSide, columns) / width, cellRoom(maxSide, rows) / height);
  const shrink = room < 1 ? Math.ceil(1 / room) : 1;
  const grow = Math.max(1, Math.floor(Math.min(room, GOOD_SIDE / Math.max(width, height))));
  const cellWidth = Math.ceil(width / shrink) * grow;
  const cellHeight = Math.ceil(height / shrink) * grow;
  const sheetWidth = columns * (cellWidth + GAP) - GAP;
  const sheetHeight = rows * (cellHeight + GAP) - GAP;
  const data = new Uint8Array(sheetWidth * sheetHeight * CHANNELS).fill(GAP_GREY);
  const table = colourTable(colours);
  const planes = planesOf(layer, maps);
  maps.forEach((map, index) => {
    const { min, max } = span ?? map;
    const plane = planes.subarray(index * height * width, (index + 1) * height * width);
    const left = (index % columns) * (cellWidth + GAP);
    const top = Math.floor(index / columns) * (cellHeight + GAP);
    for (let y = 0; y < cellHeight; y += grow) {
      const start = ((top + y) * sheetWidth + left) * CHANNELS;
      const row = data.subarray(start, start + cellWidth * CHANNELS);
      for (let x = 0; x < cellWidth; x += grow) {
        const value = meanOver(plane, layer, y / grow, x / grow, shrink);
        const level = levelOf(max > min ? (value - min) / (max - min) : 0) * CHANNELS;
        for (let i = x * CHANNELS; i < (x + grow) * CHANNELS; i++)
          row[i] = table[level + (i % CHANNELS)] ?? 0;
      }
      for (let copy = 1; copy < grow; copy++) data.set(row, start + copy * sheetWidth * CHANNELS);
    }
  });
  const raster: Raster = { data, width: sheetWidth, height: sheetHeight, channels: 3 };
  return { raster, columns, rows, cellWidth, cellHeight, gap: GAP };
}

function cellRoom(maxSide: number, cells: number): number {
  return Math.max(1, Math.floor((maxSide + GAP) / cells) - GAP);
}

/** Maps one after the other, `[maps, height, width]`: a layer's memory holds all channels of a place together. */
function planesOf(
  { values, height, width, channels }: LayerValues,
  maps: readonly MapFigures[],
): Float32Array {
  const places = height * width;
  const wanted = maps.map(({ channel }) => channel);
  const planes = new Float32Array(wanted.length * places);
  for (let place = 0; place < places; place++) {
    for (let index = 0; index < wanted.length; index++) {
      planes[index * places + place] = values[place * channels + (wanted[index] ?? 0)] ?? 0;
    }
  }
  return planes;
}

function meanOver(
  plane: Float32Array,
  { height, width }: LayerValues,
  row: number,
  column: number,
  side: number,
): number {
  if (side === 1) return plane[row * width + column] ?? 0;
  let sum = 0;
  let count = 0;
  for (let y = row * side; y < Math.min((row + 1) * side, height); y++) {
    for (let x = column * side; x < Math.min((column + 1) * side, width); x++) {
      sum += plane[y * width + x] ?? 0;
      count++;
    }
  }
  return sum / count;
}
