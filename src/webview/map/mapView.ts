/** What part of the plane is seen: its centre, and pixels per unit. The plane's y axis points up. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** Share of the smaller side that all points together take. */
const FILLED = 0.9;
/** How much nearer than the whole map, and how much farther. */
const ZOOM = { most: 200, least: 0.5 } as const;

/** Sees all of the plane from -1 to 1. */
export function fitView({ width, height }: Size): MapView {
  return { x: 0, y: 0, scale: (FILLED * Math.min(width, height)) / 2 };
}

/** A place of the plane in pixels. */
export function toScreen({ x, y, scale }: MapView, { width, height }: Size, [px, py]: Point): Point {
  return [width / 2 + (px - x) * scale, height / 2 - (py - y) * scale];
}

/** The place of the plane beneath a pixel. */
export function toPlane({ x, y, scale }: MapView, { width, height }: Size, [sx, sy]: Point): Point {
  return [x + (sx - width / 2) / scale, y - (sy - height / 2) / scale];
}

/** Moves what is seen by pixels; the middle stays on the map. */
export function panned(view: MapView, dx: number, dy: number): MapView {
  const within = (value: number): number => Math.min(Math.max(value, -1), 1);
  return { ...view, x: within(view.x - dx / view.scale), y: within(view.y + dy / view.scale) };
}

/** Comes nearer (`factor` above 1) or goes farther; the place beneath `at` stays where it is. */
export function zoomed(view: MapView, size: Size, factor: number, at: Point): MapView {
  const fit = fitView(size).scale;
  const scale = Math.min(Math.max(view.scale * factor, ZOOM.least * fit), ZOOM.most * fit);
  const [x, y] = toPlane(view, size, at);
  const [dx, dy] = [at[0] - size.width / 2, at[1] - size.height / 2];
  return { scale, x: x - dx / scale, y: y + dy / scale };
}
