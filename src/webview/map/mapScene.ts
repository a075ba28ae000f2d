import { drawMap, makeSprites, type Sprites } from './drawMap';
import { pointsWithin } from './lasso';
import type { MapGroups } from './mapGroups';
import { fitView, toPlane, type MapView, type Point, type Size } from './mapView';
import { PointGrid } from './pointGrid';

/** Pixels from a point that still mean it. */
const REACH = 8;

/**
 * What a canvas shows, and the canvas: changes are drawn together, once per frame of the screen. It lives outside of the
 * page's components, which a frame must not wait for.
 */
export class MapScene {
  private readonly grid: PointGrid;
  private size: Size = { width: 1, height: 1 };
  private seen: MapView | undefined;
  private sprites: Sprites | undefined;
  private spritesFor: unknown;
  private pending = 0;
  private groups: MapGroups = { groups: [], of: new Uint8Array() };
  private chosen: Uint8Array | null = null;
  private loop: readonly Point[] = [];
  private hovered: number | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly points: Float32Array,
  ) {
    this.grid = new PointGrid(points);
    this.measure();
  }

  /** Until it was moved, the whole map: in any size. */
  get view(): MapView {
    return this.seen ?? fitView(this.size);
  }

  get extent(): Size {
    return this.size;
  }

  /** Takes the size that the page gives the canvas. */
  measure(): void {
    const { clientWidth, clientHeight } = this.canvas;
    this.size = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
    this.redraw();
  }

  /** @param view - undefined sees the whole map */
  look(view: MapView | undefined): void {
    this.seen = view;
    this.redraw();
  }

  show(groups: MapGroups, chosen: readonly number[]): void {
    this.groups = groups;
    this.chosen = chosen.length > 0 ? new Uint8Array(groups.of.length) : null;
    for (const index of chosen) this.chosen?.fill(1, index, index + 1);
    this.redraw();
  }

  hover(index: number | undefined): void {
    if (index === this.hovered) return;
    this.hovered = index;
    this.redraw();
  }

  /** Begins a loop, or goes on with it. */
  draw(at: Point): void {
    this.loop = [...this.loop, toPlane(this.view, this.size, at)];
    this.redraw();
  }

  /** Ends the loop, and says what is in it. */
  close(): readonly number[] {
    const within = pointsWithin(this.points, this.loop);
    this.loop = [];
    this.redraw();
    return within;
  }

  /** The point beneath a pixel. */
  at(pixel: Point): number | undefined {
    return this.grid.nearest(toPlane(this.view, this.size, pixel), REACH / this.view.scale);
  }

  inView(): readonly number[] {
    const { width, height } = this.size;
    const corners = [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ] as const;
    return pointsWithin(
      this.points,
      corners.map((corner) => toPlane(this.view, this.size, corner)),
    );
  }

  /** Draws with the next frame. */
  redraw(): void {
    if (this.pending === 0) this.pending = window.requestAnimationFrame(this.paint);
  }

  dispose(): void {
    window.cancelAnimationFrame(this.pending);
  }

  private readonly paint = (): void => {
    this.pending = 0;
    const { canvas, size, groups, points, view, chosen, hovered, loop } = this;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    if (this.spritesFor !== groups || this.sprites?.ratio !== ratio) {
      this.sprites = makeSprites(groups.groups, ratio);
      this.spritesFor = groups;
    }
    const context = canvas.getContext('2d');
    const { sprites } = this;
    if (!context || !sprites) return;
    const ink = getComputedStyle(canvas).color;
    drawMap(context, { points, of: groups.of, chosen, view, size, ratio, sprites, hovered, loop, ink });
  };
}
