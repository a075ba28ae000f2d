import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { COLOUR_MAPS } from '../../../shared/explainProtocol';
import { useChoice, useChoiceOf } from '../../hooks/useChoice';
import type { Side } from '../../hooks/useComparison';
import { useSheets, type SheetQuestion } from '../../hooks/useSheets';
import { text, type MessageKey } from '../../strings';
import { Choice } from './choice';
import { ComparisonControls } from './comparisonControls';
import type { SectionProps } from './insideSections';
import { LayerScrubber } from './layerScrubber';
import { SheetView } from './sheetView';

const SCALES = ['map', 'layer'] as const;
const SCALE_NAMES = { map: 'scaleMap', layer: 'scaleLayer' } as const;
const COLOUR_NAMES = {
  viridis: 'coloursViridis',
  cividis: 'coloursCividis',
  grey: 'coloursGrey',
} as const satisfies Record<string, MessageKey>;

/** Where it begins: the first layer that has learnt something. */
const FIRST_KIND = 'conv';

/** What each layer makes of the picture. */
export function Activations({ entry, layers, comparison }: SectionProps): JSX.Element {
  const { own, other, sameScale } = comparison;
  const [name, choose] = useChoice(`map-layer ${entry.model}`, '');
  const [scale, chooseScale] = useChoiceOf('map-scale', SCALES, 'map');
  const [colours, chooseColours] = useChoiceOf('map-colours', COLOUR_MAPS, 'viridis');
  const [channel, setChannel] = useState<number | null>(null);
  const layer =
    layers.find((each) => each.name === name) ?? layers.find(({ kind }) => kind === FIRST_KIND) ?? layers[0];
  const questionFor = (side: Side): SheetQuestion | null => {
    if (!layer || !side.layers.some((each) => each.name === layer.name)) return null;
    const model = side.model !== undefined && { model: side.model };
    return { id: side.entry.id, ...model, layer: layer.name, scale, colours };
  };
  const questions = [questionFor(own), other && questionFor(other)] as const;
  const answers = useSheets(questions, sameScale);
  // Numbers have no colours, and two sides of one scale leave no other choice.
  const flat = layer?.outputShape.length === 2;
  const fixed = questions[1] !== null && sameScale;
  return (
    <>
      <LayerScrubber
        layers={layers}
        layer={layer}
        onLayer={(next) => {
          choose(next);
        }}
      />
      <div class="inside-controls">
        {!flat && !fixed && (
          <Choice
            label={text('mapScale')}
            name="map-scale"
            value={scale}
            options={SCALES.map((id) => [id, text(SCALE_NAMES[id])] as const)}
            onChoose={chooseScale}
          />
        )}
        {!flat && (
          <Choice
            label={text('mapColours')}
            name="map-colours"
            value={colours}
            options={COLOUR_MAPS.map((id) => [id, text(COLOUR_NAMES[id])] as const)}
            onChoose={chooseColours}
          />
        )}
        <ComparisonControls comparison={comparison} />
      </div>
      <div class={other ? 'sheets' : undefined}>
        {[own, ...(other ? [other] : [])].map((side, index) =>
          index === 1 && layer && !questions[1] ? (
            <div key={index} class="sheet-view">
              <p class="look-title">{side.title}</p>
              <p class="minor">{text('compareNoLayer', layer.name)}</p>
            </div>
          ) : (
            <SheetView
              key={index}
              side={side}
              answer={answers[index === 0 ? 0 : 1]}
              colours={colours}
              channel={channel}
              onChannel={setChannel}
              compared={other !== null}
            />
          ),
        )}
      </div>
    </>
  );
}
