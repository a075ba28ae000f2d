import type { ColourMapName, ColourRange, MapFigures } from '../../../shared/explainProtocol';
import { colourTable, LEVELS } from '../../image/colourMap';
import type { Raster } from '../../image/encodePng';
import { CHANNELS } from '../../image/picture';
import type { LayerValues } from './layerStatistics';

export interface SheetOptions {
  /** The maps that are drawn, in this order. */
  readonly maps: readonly MapFigures[];
  /** What the colours span for all maps alike; without it, each map spans all colours for itself. */
  readonly span?: ColourRange | undefined;
  readonly colours: ColourMapName;
  /** Neither side of the sheet is longer. */
  readonly maxSide: number;
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
    const plane = planes.subarray(index * height * width, (index + 1) * height * width);
    const levels = levelsOf(shrink === 1 ? plane : reduced(plane, layer, shrink), span ?? map);
    const left = (index % columns) * (cellWidth + GAP);
    const top = Math.floor(index / columns) * (cellHeight + GAP);
    const perRow = cellWidth / grow;
    for (let y = 0; y < cellHeight; y += grow) {
      const start = ((top + y) * sheetWidth + left) * CHANNELS;
      const row = levels.subarray((y / grow) * perRow, (y / grow + 1) * perRow);
      paintRow(data, start, row, grow, table);
      for (let copy = 1; copy < grow; copy++) {
        data.copyWithin(start + copy * sheetWidth * CHANNELS, start, start + cellWidth * CHANNELS);
      }
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

/** Means over whole squares; at the right and the bottom, over what is left. */
function reduced(plane: Float32Array, { height, width }: LayerValues, side: number): Float32Array {
  const rows = Math.ceil(height / side);
  const columns = Math.ceil(width / side);
  const means = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      let count = 0;
      for (let y = row * side; y < Math.min((row + 1) * side, height); y++) {
        for (let x = column * side; x < Math.min((column + 1) * side, width); x++) {
          sum += plane[y * width + x] ?? 0;
          count++;
        }
      }
      means[row * columns + column] = sum / count;
    }
  }
  return means;
}

/** Levels 0 to 255 between the ends of a span; 0 for what is no number, and where the span is empty. */
function levelsOf(plane: Float32Array, { min, max }: ColourRange): Uint8ClampedArray {
  const levels = new Uint8ClampedArray(plane.length);
  if (max <= min) return levels;
  const scale = (LEVELS - 1) / (max - min);
  // The array itself rounds and keeps within bytes.
  for (let i = 0; i < plane.length; i++) levels[i] = ((plane[i] ?? 0) - min) * scale;
  return levels;
}

function paintRow(
  data: Uint8Array,
  start: number,
  levels: Uint8ClampedArray,
  grow: number,
  table: Uint8Array,
): void {
  let to = start;
  for (const level of levels) {
    const colour = level * CHANNELS;
    for (let copy = 0; copy < grow; copy++) {
      data[to++] = table[colour] ?? 0;
      data[to++] = table[colour + 1] ?? 0;
      data[to++] = table[colour + 2] ?? 0;
    }
  }
}
