import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { COLOUR_MAPS, type LayerActivations } from '../../../shared/explainProtocol';
import { milliseconds } from '../../format';
import { useAnswer } from '../../hooks/useAnswer';
import { useChoice, useChoiceOf } from '../../hooks/useChoice';
import { usePanelHost } from '../../panelHost';
import { text, type MessageKey } from '../../strings';
import { AnswerStatus } from './answerStatus';
import { Choice } from './choice';
import { ColourScale } from './colourScale';
import type { SectionProps } from './insideSections';
import { LayerFigures } from './layerFigures';
import { LayerScrubber } from './layerScrubber';
import { MapSheet } from './mapSheet';
import { MapZoom } from './mapZoom';

const SCALES = ['map', 'layer'] as const;
const SCALE_NAMES = { map: 'scaleMap', layer: 'scaleLayer' } as const;
const COLOUR_NAMES = {
  viridis: 'coloursViridis',
  cividis: 'coloursCividis',
  grey: 'coloursGrey',
} as const satisfies Record<string, MessageKey>;

/** Where it begins: the first layer that has learnt something. */
const FIRST_KIND = 'conv';
/** A scrubber that moves on soon asks for nothing. */
const SETTLED_MS = 80;

/** What each layer makes of the picture. */
export function Activations({ entry, layers }: SectionProps): JSX.Element {
  const host = usePanelHost();
  const [name, choose] = useChoice(`map-layer ${entry.model}`, '');
  const [scale, chooseScale] = useChoiceOf('map-scale', SCALES, 'map');
  const [colours, chooseColours] = useChoiceOf('map-colours', COLOUR_MAPS, 'viridis');
  const [channel, setChannel] = useState<number | null>(null);
  const layer =
    layers.find((each) => each.name === name) ?? layers.find(({ kind }) => kind === FIRST_KIND) ?? layers[0];
  const question = layer && { id: entry.id, layer: layer.name, scale, colours };
  const answer = useAnswer(
    question ? JSON.stringify(question) : null,
    (options) => host.call('activations', question ?? { id: entry.id, layer: name }, options),
    SETTLED_MS,
  );
  const { value } = answer;
  // A map keeps its number from layer to layer; where it is not among the shown ones, the first is enlarged.
  const index = Math.max(0, value?.sheet.maps.findIndex((map) => map.channel === channel) ?? 0);
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
        <Choice
          label={text('mapScale')}
          name="map-scale"
          value={scale}
          options={SCALES.map((id) => [id, text(SCALE_NAMES[id])] as const)}
          onChoose={chooseScale}
        />
        <Choice
          label={text('mapColours')}
          name="map-colours"
          value={colours}
          options={COLOUR_MAPS.map((id) => [id, text(COLOUR_NAMES[id])] as const)}
          onChoose={chooseColours}
        />
        <ColourScale colours={colours} />
      </div>
      <AnswerStatus
        answer={answer}
        label={text('sectionActivations')}
        note={value ? timesOf(value) : undefined}
      />
      {value && (
        <div class="map-view">
          <MapSheet activations={value} chosen={index} onChoose={setChannel} />
          <div class="map-zoom">
            <MapZoom activations={value} index={index} />
            <LayerFigures activations={value} />
          </div>
        </div>
      )}
    </>
  );
}

function timesOf({ timings: { prepare, network, draw } }: LayerActivations): string {
  return text('mapTimings', milliseconds(prepare), milliseconds(network), milliseconds(draw));
}
