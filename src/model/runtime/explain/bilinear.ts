/** A grid of numbers, row by row. */
export interface Grid {
  readonly values: ArrayLike<number>;
  readonly height: number;
  readonly width: number;
}

/** Where a sample lies along one axis: between two cells, and how far towards the second. */
export interface Between {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/**
 * A place on an axis, in cells, as the two cells whose middles it lies between. Beyond the middle of an outer cell, that
 * cell alone counts.
 */
export function between(place: number, cells: number): Between {
  const at = Math.min(Math.max(place - 0.5, 0), cells - 1);
  const low = Math.min(Math.floor(at), Math.max(cells - 2, 0));
  return { low, high: Math.min(low + 1, cells - 1), share: at - low };
}

/** The value of a grid at a place. */
export function sample({ values, width }: Grid, row: Between, column: Between): number {
  const at = (y: number, x: number): number => values[y * width + x] ?? 0;
  const top = at(row.low, column.low) + (at(row.low, column.high) - at(row.low, column.low)) * column.share;
  const bottom =
    at(row.high, column.low) + (at(row.high, column.high) - at(row.high, column.low)) * column.share;
  return top + (bottom - top) * row.share;
}

/** A grid stretched over `height` × `width`, bilinear, with half-pixel centres (`align_corners=False`). */
export function stretch(grid: Grid, height: number, width: number): Float32Array {
  const columns = Array.from({ length: width }, (_, x) =>
    between(((x + 0.5) * grid.width) / width, grid.width),
  );
  const stretched = new Float32Array(height * width);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = between(((y + 0.5) * grid.height) / height, grid.height);
    for (const column of columns) stretched[to++] = sample(grid, row, column);
  }
  return stretched;
}
