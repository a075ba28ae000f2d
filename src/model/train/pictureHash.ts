import { CHANNELS, type Picture } from '../image/picture';

/** Columns and rows of the grid of brightnesses; each value is compared with the one to its right. */
const ROWS = 16;
const COLUMNS = 17;
const BITS = ROWS * (COLUMNS - 1);

/** Pictures differ by no more than an eighth of the signs: scaled, compressed or brightened copies do by a few percent. */
const NEAR_BITS = BITS / 8;

/** Below this deviation of the brightness, 0 to 255, a picture is a plain surface, which looks like every other one. */
const LEAST_DETAIL = 4;

/**
 * What a picture looks like, in 256 signs: whether its brightness grows from one place to the next (a difference hash). Of
 * copies that were scaled, compressed, brightened or mirrored it is nearly the same.
 */
export interface PictureHash {
  readonly signs: Uint32Array;
  /** The same of the picture in a mirror. */
  readonly mirrored: Uint32Array;
  /** False for a plain surface, whose signs are noise. */
  readonly detailed: boolean;
}

/** Hashes a picture; a small copy of it is enough. */
export function hashPicture(picture: Picture): PictureHash {
  const grid = brightnessGrid(picture);
  return {
    signs: signsOf(grid, false),
    mirrored: signsOf(grid, true),
    detailed: deviation(grid) >= LEAST_DETAIL,
  };
}

/** Whether two pictures look like copies of one, mirrored ones too. */
export function looksAlike(a: PictureHash, b: PictureHash): boolean {
  if (!a.detailed || !b.detailed) return false;
  return differentBits(a.signs, b.signs) <= NEAR_BITS || differentBits(a.signs, b.mirrored) <= NEAR_BITS;
}

/** Mean brightness (Rec. 601) of each cell, row by row. */
function brightnessGrid({ width, height, data }: Picture): Float64Array {
  const grid = new Float64Array(ROWS * COLUMNS);
  for (let row = 0; row < ROWS; row++) {
    const [top, bottom] = cell(row, ROWS, height);
    for (let column = 0; column < COLUMNS; column++) {
      const [left, right] = cell(column, COLUMNS, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = (y * width + x) * CHANNELS;
          sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
        }
      }
      grid[row * COLUMNS + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return grid;
}

/** The pixels of a cell: one at least, where the picture has fewer than cells. */
function cell(index: number, cells: number, pixels: number): readonly [number, number] {
  const start = Math.min(Math.floor((index * pixels) / cells), pixels - 1);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * pixels) / cells))];
}

function signsOf(grid: Float64Array, mirrored: boolean): Uint32Array {
  const signs = new Uint32Array(BITS / 32);
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column + 1 < COLUMNS; column++) {
      const [here, next] = mirrored ? [COLUMNS - 1 - column, COLUMNS - 2 - column] : [column, column + 1];
      const bit = row * (COLUMNS - 1) + column;
      if ((grid[row * COLUMNS + here] ?? 0) < (grid[row * COLUMNS + next] ?? 0)) {
        signs[bit >>> 5] = (signs[bit >>> 5] ?? 0) | (1 << (bit & 31));
      }
    }
  }
  return signs;
}

function deviation(grid: Float64Array): number {
  const mean = grid.reduce((sum, value) => sum + value, 0) / grid.length;
  return Math.sqrt(grid.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grid.length);
}

function differentBits(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    let word = (a[i] ?? 0) ^ (b[i] ?? 0);
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
