import type { Mark } from './mapGroups';
import { toScreen, type MapView, type Point, type Size } from './mapView';

/** All that a frame shows. */
export interface MapFrame {
  /** `[count, 2]` */
  readonly points: Float32Array;
  /** Each point's mark. */
  readonly of: Uint8Array;
  /** 1 for each chosen point; null while none is chosen. */
  readonly chosen: Uint8Array | null;
  readonly view: MapView;
  readonly size: Size;
  /** Pixels of the screen per pixel of the page. */
  readonly ratio: number;
  readonly sprites: Sprites;
  readonly hovered: number | undefined;
  /** The loop that is being drawn, in the plane. */
  readonly loop: readonly Point[];
  /** The text's colour: of ring and loop. */
  readonly ink: string;
}

/** The marks drawn once, side by side: ten thousand copies of a little picture are quick, as many paths are not. */
export interface Sprites {
  readonly sheet: CanvasImageSource;
  /** Side of a mark in pixels of the screen. */
  readonly side: number;
  /** Pixels of the screen per pixel of the page that they are made for. */
  readonly ratio: number;
}

const RADIUS = 3.5;
/** What is not chosen stays where it is, but steps back. */
const FAINT = 0.18;

/** @returns undefined where nothing can be drawn */
export function makeSprites(marks: readonly Mark[], ratio: number): Sprites | undefined {
  const sheet = document.createElement('canvas');
  const radius = RADIUS * ratio;
  const side = Math.ceil(2 * radius) + 2;
  sheet.width = Math.max(1, side * marks.length);
  sheet.height = side;
  const context = sheet.getContext('2d');
  if (!context) return undefined;
  marks.forEach(({ colour, shape }, index) => {
    const [x, y] = [index * side + side / 2, side / 2];
    context.beginPath();
    if (shape === 'disc') context.arc(x, y, radius, 0, 2 * Math.PI);
    else {
      context.moveTo(x, y - radius);
      context.lineTo(x + radius, y);
      context.lineTo(x, y + radius);
      context.lineTo(x - radius, y);
      context.closePath();
    }
    context.fillStyle = colour;
    context.fill();
  });
  return { sheet, side, ratio };
}

/** Draws one frame. What lies out of sight is passed over. */
export function drawMap(context: CanvasRenderingContext2D, frame: MapFrame): void {
  const { size, ratio, chosen } = frame;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, size.width * ratio, size.height * ratio);
  if (chosen) {
    context.globalAlpha = FAINT;
    drawMarks(context, frame, 0);
    context.globalAlpha = 1;
    drawMarks(context, frame, 1);
  } else drawMarks(context, frame, undefined);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawRing(context, frame);
  drawLoop(context, frame);
}

/** @param kind - 1 draws the chosen, 0 the others, undefined all */
function drawMarks(
  context: CanvasRenderingContext2D,
  { points, of, chosen, view, size, ratio, sprites: { sheet, side } }: MapFrame,
  kind: number | undefined,
): void {
  const [left, top] = toScreen(view, size, [0, 0]);
  const scale = view.scale * ratio;
  const [x0, y0] = [left * ratio - side / 2, top * ratio - side / 2];
  const [right, bottom] = [size.width * ratio, size.height * ratio];
  for (let index = 0; index < of.length; index++) {
    if (kind !== undefined && chosen?.[index] !== kind) continue;
    // Whole pixels: a copy needs no smoothing then.
    const x = Math.round(x0 + (points[2 * index] ?? 0) * scale);
    const y = Math.round(y0 - (points[2 * index + 1] ?? 0) * scale);
    if (x < -side || y < -side || x > right || y > bottom) continue;
    context.drawImage(sheet, (of[index] ?? 0) * side, 0, side, side, x, y, side, side);
  }
}

function drawRing(context: CanvasRenderingContext2D, { points, view, size, hovered, ink }: MapFrame): void {
  if (hovered === undefined) return;
  const [x, y] = toScreen(view, size, [points[2 * hovered] ?? 0, points[2 * hovered + 1] ?? 0]);
  context.beginPath();
  context.arc(x, y, RADIUS + 3, 0, 2 * Math.PI);
  context.strokeStyle = ink;
  context.lineWidth = 2;
  context.stroke();
}

function drawLoop(context: CanvasRenderingContext2D, { view, size, loop, ink }: MapFrame): void {
  if (loop.length < 2) return;
  context.beginPath();
  for (const point of loop) context.lineTo(...toScreen(view, size, point));
  context.closePath();
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.stroke();
}
