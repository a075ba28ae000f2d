import type { JSX } from 'preact';
import type { ColourMapName, ColourRange } from '../../../shared/explainProtocol';
import { figure } from '../../format';
import { text } from '../../strings';

/** The engine's colour maps at equal steps. They mean numbers, so no theme changes them. */
const STOPS: Readonly<Record<ColourMapName, readonly string[]>> = {
  viridis: [
    '#440154',
    '#482878',
    '#3e4989',
    '#31688e',
    '#26828e',
    '#1f9e89',
    '#35b779',
    '#6ece58',
    '#b5de2b',
    '#fde725',
  ],
  cividis: [
    '#00224e',
    '#123570',
    '#3b496c',
    '#575d6d',
    '#707173',
    '#8a8678',
    '#a59c74',
    '#c3b369',
    '#e1cc55',
    '#fee838',
  ],
  grey: ['#000000', '#ffffff'],
};

interface ColourScaleProps {
  readonly colours: ColourMapName;
  /** What the colours span; without it they are different numbers in each picture. */
  readonly range?: ColourRange | undefined;
  /** What the numbers of the range are. */
  readonly unit?: string | undefined;
}

/** From little to much, in colours and, where there is one range, in numbers. */
export function ColourScale({ colours, range, unit = '' }: ColourScaleProps): JSX.Element {
  return (
    <p class="scale minor">
      {range ? figure(range.min) : text('lookLittle')}{' '}
      <span
        class="scale-colours"
        aria-hidden="true"
        style={{ backgroundImage: `linear-gradient(to right, ${STOPS[colours].join(', ')})` }}
      />{' '}
      {range ? `${figure(range.max)} ${unit}`.trim() : text('lookMuch')}
    </p>
  );
}
