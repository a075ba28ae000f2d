import type { ShapeStage } from './shapeStages';

/** Drawing units: one is a pixel of the screen where the drawing is not enlarged. */
const INPUT_SIDE = 150;
/** How many channels are as long as one unit. The same for all networks, so that they can be compared by eye. */
export const CHANNELS_PER_UNIT = 40;
/** How far a unit of width goes to the right and up: the boxes are seen from the front, a little from the right and above. */
const SLANT = 0.25;
const MARGIN = 12;
const GAP = 18;
const SLOT = 84;
const LABELS = 46;
const ARC = 26;
/** What is thinner could not be seen. */
const THINNEST = 1;

export type Point = readonly [x: number, y: number];

/** A stage as a box: its front is channels × height, its depth the width. */
export interface StageBox {
  readonly stage: ShapeStage;
  readonly front: readonly Point[];
  /** The part of the front that came by the shortcut, where branches were concatenated. */
  readonly shortcut: readonly Point[] | null;
  readonly top: readonly Point[];
  readonly side: readonly Point[];
  /** Where it is pointed at: the box and its labels, over the drawing's whole height. */
  readonly slot: { readonly x: number; readonly width: number };
  readonly labelX: number;
}

/** The way past a block, from one stage to the next. */
export interface ShortcutArc {
  readonly path: string;
  /** Where its end is marked. */
  readonly end: Point;
  readonly apex: Point;
  readonly kind: 'add' | 'concat';
  readonly times: number;
}

export interface ShapeDrawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly StageBox[];
  readonly arcs: readonly ShortcutArc[];
  readonly labelY: number;
  /** How many pixels of the input are as long as one unit. */
  readonly pixelsPerUnit: number;
}

/** Places the stages from left to right, all to one scale. */
export function drawShapes(stages: readonly ShapeStage[]): ShapeDrawing {
  const largest = Math.max(1, ...stages.flatMap(({ height, width }) => [height, width]));
  const unit = INPUT_SIDE / largest;
  const lift = SLANT * unit * Math.max(0, ...stages.map(({ width }) => width));
  const axis = MARGIN + ARC + 10 + lift + INPUT_SIDE / 2;
  let x = MARGIN;
  const boxes = stages.map((stage): StageBox => {
    const long = Math.max(THINNEST, stage.channels / CHANNELS_PER_UNIT);
    const slant = SLANT * unit * stage.width;
    const slot = { x, width: Math.max(SLOT, long + slant + GAP) };
    x += slot.width;
    return boxAt(stage, slot.x + (slot.width - long - slant) / 2, axis, unit, slot);
  });
  const labelY = axis + INPUT_SIDE / 2 + 16;
  return {
    width: x + MARGIN,
    height: labelY + LABELS,
    boxes,
    arcs: boxes.flatMap((box, index) => arcBetween(boxes[index - 1], box)),
    labelY,
    pixelsPerUnit: 1 / unit,
  };
}

function boxAt(
  stage: ShapeStage,
  left: number,
  axis: number,
  unit: number,
  slot: StageBox['slot'],
): StageBox {
  const long = Math.max(THINNEST, stage.channels / CHANNELS_PER_UNIT);
  const high = Math.max(THINNEST, stage.height * unit);
  const slant = SLANT * unit * stage.width;
  const right = left + long;
  const [top, bottom] = [axis - high / 2, axis + high / 2];
  const { merge } = stage;
  const split =
    merge?.kind === 'concat' && merge.isLast ? right - (long * merge.shortcut) / stage.channels : null;
  return {
    stage,
    front: rectangle(left, top, right, bottom),
    shortcut: split === null ? null : rectangle(split, top, right, bottom),
    top: [
      [left, top],
      [left + slant, top - slant],
      [right + slant, top - slant],
      [right, top],
    ],
    side: [
      [right, top],
      [right + slant, top - slant],
      [right + slant, bottom - slant],
      [right, bottom],
    ],
    slot,
    labelX: slot.x + slot.width / 2,
  };
}

function rectangle(left: number, top: number, right: number, bottom: number): readonly Point[] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

function arcBetween(from: StageBox | undefined, to: StageBox): readonly ShortcutArc[] {
  const { merge } = to.stage;
  if (!from || !merge) return [];
  const [start, end] = [middleOfTop(from), middleOfTop(to)];
  const height = Math.min(start[1], end[1]) - ARC;
  return [
    {
      path: `M${text(start)} C${text([start[0], height])} ${text([end[0], height])} ${text(end)}`,
      end,
      // Where a curve of this kind is at its half.
      apex: [(start[0] + end[0]) / 2, (start[1] + end[1]) / 8 + 0.75 * height],
      kind: merge.kind,
      times: merge.times,
    },
  ];
}

function middleOfTop({ top }: StageBox): Point {
  const [, left = [0, 0], right = [0, 0]] = top;
  return [(left[0] + right[0]) / 2, left[1]];
}

/** Points as SVG writes them, to a hundredth of a unit. */
export function pointsText(points: readonly Point[]): string {
  return points.map(text).join(' ');
}

function text([x, y]: Point): string {
  return `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`;
}

/**
 * A round length for a bar that shows the scale: 1, 2 or 5 times a power of ten, at most as long as `units`.
 *
 * @returns what the bar stands for, in what a unit is `perUnit` of
 */
export function scaleBar(perUnit: number, units = 60): number {
  const most = perUnit * units;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * ([5, 2, 1].find((factor) => factor * power <= most) ?? 1);
}
