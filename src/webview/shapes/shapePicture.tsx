import type { JSX, RefObject, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../strings';
import { drawShapes } from './shapeDrawing';
import { ShapeBox } from './shapeBox';
import { ScaleBars, ShortcutArcs } from './shapeMarks';
import type { ShapeStage } from './shapeStages';

interface ShapePictureProps {
  readonly drawing: RefObject<SVGSVGElement | null>;
  readonly title: string;
  readonly stages: readonly ShapeStage[];
  /** Place of the stage whose layer is selected, or -1. */
  readonly selected: number;
  /** Told which stage is looked at; null for none. */
  readonly onLook: (stage: ShapeStage | null) => void;
  readonly onSelect: (layer: string) => void;
}

/** The stages as boxes to scale, a list that is walked through with the arrow keys. */
export function ShapePicture(props: ShapePictureProps): JSX.Element {
  const { drawing, title, stages, selected, onLook, onSelect } = props;
  const [wanted, setWanted] = useState<number | null>(null);
  const active = Math.min(wanted ?? Math.max(0, selected), stages.length - 1);
  const plan = drawShapes(stages);
  const onKeyDown = (event: TargetedKeyboardEvent<SVGSVGElement>): void => {
    const stage = stages[active];
    if (stage && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onSelect(stage.layer);
      return;
    }
    const next = placeAfter(active, stages.length, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setWanted(next);
    onLook(stages[next] ?? null);
    event.currentTarget.querySelectorAll<SVGElement>('[role="option"]')[next]?.focus();
  };
  return (
    <div class="shapes-box">
      <svg
        ref={drawing}
        class="shapes-drawing"
        role="listbox"
        aria-label={text('shapesOf', title)}
        aria-orientation="horizontal"
        viewBox={`0 0 ${Math.ceil(plan.width)} ${plan.height}`}
        style={{ width: `max(${plan.width}px, min(100%, ${2 * plan.width}px))` }}
        onKeyDown={onKeyDown}
      >
        {plan.boxes.map((box, index) => (
          <ShapeBox
            key={box.stage.layer}
            box={box}
            height={plan.height}
            labelY={plan.labelY}
            selected={index === selected}
            active={index === active}
            onPoint={(on) => {
              onLook(on ? box.stage : null);
            }}
            onFocus={() => {
              setWanted(index);
              onLook(box.stage);
            }}
            onSelect={() => {
              onSelect(box.stage.layer);
            }}
          />
        ))}
        <ShortcutArcs arcs={plan.arcs} />
        <ScaleBars drawing={plan} />
      </svg>
    </div>
  );
}

function placeAfter(place: number, length: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(length - 1, place + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, place - 1);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
