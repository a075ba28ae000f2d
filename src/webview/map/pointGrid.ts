import type { Point } from './mapView';

/** Cells along each side of the plane from -1 to 1. */
const CELLS = 64;

/** Finds the point next to a place without looking at all of them: points by the cell of a grid that they lie in. */
export class PointGrid {
  private readonly cells: readonly (readonly number[])[];

  /** @param points - `[count, 2]`, from -1 to 1 */
  constructor(private readonly points: Float32Array) {
    const cells = Array.from({ length: CELLS * CELLS }, (): number[] => []);
    for (let index = 0; 2 * index < points.length; index++) {
      const [x, y] = this.place(index);
      cells[cellOf(y) * CELLS + cellOf(x)]?.push(index);
    }
    this.cells = cells;
  }

  /** The nearest point that is not farther than `radius`; of several at one place the last, which is drawn on top. */
  nearest([x, y]: Point, radius: number): number | undefined {
    let best: number | undefined;
    let least = radius;
    for (let row = cellOf(y - radius); row <= cellOf(y + radius); row++) {
      for (let column = cellOf(x - radius); column <= cellOf(x + radius); column++) {
        for (const index of this.cells[row * CELLS + column] ?? []) {
          const [px, py] = this.place(index);
          const distance = Math.hypot(px - x, py - y);
          if (distance > least) continue;
          least = distance;
          best = index;
        }
      }
    }
    return best;
  }

  private place(index: number): Point {
    return [this.points[2 * index] ?? 0, this.points[2 * index + 1] ?? 0];
  }
}

function cellOf(coordinate: number): number {
  return Math.min(Math.max(Math.floor(((coordinate + 1) / 2) * CELLS), 0), CELLS - 1);
}
