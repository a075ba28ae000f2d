import type { JSX } from 'preact';
import { count, SPACE } from '../format';
import { text } from '../strings';
import { CHANNELS_PER_UNIT, scaleBar, type ShapeDrawing, type ShortcutArc } from './shapeDrawing';

const RADIUS = 6;

/** The ways past the blocks; a plus at the end adds, two bars put side by side. */
export function ShortcutArcs({ arcs }: { readonly arcs: readonly ShortcutArc[] }): JSX.Element {
  return (
    <g class="shape-arcs" aria-hidden="true">
      {arcs.map(({ path, end: [x, y], apex, kind, times }) => (
        <g key={path}>
          <path class="shape-arc" d={path} />
          <circle class="shape-joint" cx={x} cy={y} r={RADIUS} />
          <path
            class="shape-sign"
            d={
              kind === 'add'
                ? `M${x - 3.5},${y}h7M${x},${y - 3.5}v7`
                : `M${x - 1.8},${y - 3.5}v7M${x + 1.8},${y - 3.5}v7`
            }
          />
          {times > 1 && (
            <text class="shape-size" x={apex[0]} y={apex[1] - 4}>
              {`${times}${SPACE}×`}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** Two bars that say how long a number of pixels and of channels is. */
export function ScaleBars({ drawing }: { readonly drawing: ShapeDrawing }): JSX.Element {
  const { pixelsPerUnit, height } = drawing;
  const bars = [
    [scaleBar(pixelsPerUnit), pixelsPerUnit, 'scalePixels'],
    [scaleBar(CHANNELS_PER_UNIT), CHANNELS_PER_UNIT, 'scaleChannels'],
  ] as const;
  return (
    <g class="shape-scale" aria-hidden="true">
      {bars.map(([length, perUnit, key], index) => {
        const x = 12 + 270 * index;
        return (
          <g key={key}>
            <path class="shape-rule" d={`M${x},${height - 11}v6m0,-3h${length / perUnit}m0,-3v6`} />
            <text class="shape-rule-text" x={x + length / perUnit + 6} y={height - 4}>
              {text(key, count(length))}
            </text>
          </g>
        );
      })}
    </g>
  );
}
