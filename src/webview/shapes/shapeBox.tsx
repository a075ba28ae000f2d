import type { JSX } from 'preact';
import { pointsText, type StageBox } from './shapeDrawing';
import { mergeText, stageName, stageShape } from './stageWords';

interface ShapeBoxProps {
  readonly box: StageBox;
  readonly height: number;
  readonly labelY: number;
  readonly selected: boolean;
  /** The one that Tab reaches. */
  readonly active: boolean;
  readonly onPoint: (on: boolean) => void;
  readonly onFocus: () => void;
  readonly onSelect: () => void;
}

/** A stage of the drawing, as an option of its list. */
export function ShapeBox(props: ShapeBoxProps): JSX.Element {
  const { box, height, labelY, selected, active, onPoint, onFocus, onSelect } = props;
  const { stage, front, shortcut, top, side, slot, labelX } = box;
  const { merge } = stage;
  const name = stageName(stage);
  const label = [name, stageShape(stage), ...(merge ? [mergeText(merge)] : [])].join(', ');
  return (
    <g
      class={`shape flow-${stage.flow}`}
      role="option"
      aria-label={label}
      aria-selected={selected}
      tabindex={active ? 0 : -1}
      data-focus={active ? 'shapes' : undefined}
      onPointerEnter={() => {
        onPoint(true);
      }}
      onPointerLeave={() => {
        onPoint(false);
      }}
      onFocus={onFocus}
      onClick={onSelect}
    >
      <rect class="shape-slot" data-screen x={slot.x + 1} y={1} width={slot.width - 2} height={height - 2} />
      <polygon class="shape-side" points={pointsText(side)} />
      <polygon class="shape-top" points={pointsText(top)} />
      <polygon class="shape-front" points={pointsText(front)} />
      {shortcut && <polygon class="shape-shortcut" points={pointsText(shortcut)} />}
      <text class="shape-name" x={labelX} y={labelY}>
        {name}
      </text>
      <text class="shape-size" x={labelX} y={labelY + 14}>
        {`${stage.height}×${stage.width}×${stage.channels}`}
      </text>
      {shortcut && merge && (
        <text class="shape-size" x={labelX} y={labelY + 27}>
          {`${merge.main} + ${merge.shortcut}`}
        </text>
      )}
    </g>
  );
}
