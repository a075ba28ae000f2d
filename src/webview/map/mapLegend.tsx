import type { JSX } from 'preact';
import { count } from '../format';
import { text } from '../strings';
import type { MapGroups } from './mapGroups';

interface MapLegendProps {
  readonly groups: MapGroups;
  readonly onChoose: (pictures: readonly number[]) => void;
}

/** What the colours mean, with how many pictures have each; a name chooses its pictures. */
export function MapLegend({ groups: { groups, of }, onChoose }: MapLegendProps): JSX.Element {
  const choose = (group: number): void => {
    onChoose([...of.keys()].filter((index) => of[index] === group));
  };
  return (
    <ul class="map-legend" aria-label={text('mapLegend')}>
      {groups.map(({ title, count: pictures, colour, shape }, index) => (
        <li key={title}>
          <button
            class="map-group"
            type="button"
            data-focus={`map-group-${index}`}
            onClick={() => {
              choose(index);
            }}
          >
            <span class={`map-swatch is-${shape}`} style={{ '--colour': colour }} />
            <span class="map-title">{title}</span> <span class="number minor">{count(pictures)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
