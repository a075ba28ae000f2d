import type { Point } from './mapView';

/**
 * The points within a loop, by the even-odd rule.
 *
 * @param points - `[count, 2]`
 * @param loop - closed from its last corner to its first
 * @returns their indices
 */
export function pointsWithin(points: Float32Array, loop: readonly Point[]): readonly number[] {
  const within: number[] = [];
  for (let index = 0; 2 * index < points.length; index++) {
    if (isWithin([points[2 * index] ?? 0, points[2 * index + 1] ?? 0], loop)) within.push(index);
  }
  return within;
}

function isWithin([x, y]: Point, loop: readonly Point[]): boolean {
  let inside = false;
  loop.forEach(([ax, ay], index) => {
    const [bx, by] = loop[(index + 1) % loop.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
  });
  return inside;
}
