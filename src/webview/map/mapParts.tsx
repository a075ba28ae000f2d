import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { PanelMap } from '../../shared/panelProtocol';
import { Choice } from '../components/inside/choice';
import { useChoice, useChoiceOf } from '../hooks/useChoice';
import { text } from '../strings';
import { ChosenPictures } from './chosenPictures';
import { MapCanvas } from './mapCanvas';
import { groupsByRight, groupsByValue, type MapGroups } from './mapGroups';
import { MapLegend } from './mapLegend';
import type { MapScene } from './mapScene';

const COLOURS = ['label', 'answer', 'right'] as const;
type ColourBy = (typeof COLOURS)[number];

/** The map with its controls, its legend, and what is chosen on it. */
export function MapParts({ map }: { readonly map: PanelMap }): JSX.Element {
  // Without labels, answers are what there is to see.
  const usual = map.pictures.some(({ label }) => label !== undefined) ? 'label' : 'answer';
  const [by, setBy] = useChoiceOf('map-colour', COLOURS, usual);
  const [lasso, setLasso] = useChoice('map-lasso', '');
  const [chosen, choose] = useState<readonly number[]>([]);
  const scene = useRef<MapScene | null>(null);
  const groups = useMemo(() => groupsOf(map, by), [map, by]);
  const pictures = useMemo(() => chosen.flatMap((index) => map.pictures[index] ?? []), [map, chosen]);
  const lassoing = lasso !== '';
  return (
    <>
      <div class="compare-controls">
        <Choice
          label={text('mapColour')}
          name="map-colour"
          value={by}
          options={[
            ['label', text('mapByLabel')],
            ['answer', text('mapByAnswer')],
            ['right', text('mapByRight')],
          ]}
          onChoose={setBy}
        />
        <button
          class={lassoing ? 'button' : 'button button-secondary'}
          type="button"
          aria-pressed={lassoing}
          data-focus="map-lasso"
          onClick={() => {
            setLasso(lassoing ? '' : 'on');
          }}
        >
          {text('mapLasso')}
        </button>
        <button class="button button-secondary" type="button" onClick={() => scene.current?.look(undefined)}>
          {text('mapFit')}
        </button>
        <button
          class="button button-secondary"
          type="button"
          onClick={() => {
            if (scene.current) choose(scene.current.inView());
          }}
        >
          {text('mapVisible')}
        </button>
      </div>
      <div class="map-parts">
        <MapCanvas
          map={map}
          groups={groups}
          chosen={chosen}
          lassoing={lassoing}
          onScene={(made) => {
            scene.current = made;
          }}
          onChoose={choose}
        />
        <MapLegend groups={groups} onChoose={choose} />
      </div>
      <p class="minor" id="map-keys">
        {text('mapKeys')}
      </p>
      <ChosenPictures
        pictures={pictures}
        onClear={() => {
          choose([]);
        }}
      />
    </>
  );
}

function groupsOf({ pictures }: PanelMap, by: ColourBy): MapGroups {
  const none = text('mapNone');
  if (by === 'right') {
    const titles = { right: text('evaluateRight'), wrong: text('evaluateWrong'), none };
    return groupsByRight(
      pictures.map(({ right }) => right),
      titles,
    );
  }
  return groupsByValue(
    pictures.map(({ label, predicted }) => (by === 'label' ? label : predicted)),
    { other: text('mapOther'), none },
  );
}
