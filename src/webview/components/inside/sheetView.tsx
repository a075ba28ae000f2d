import type { JSX } from 'preact';
import type { ColourMapName, LayerActivations } from '../../../shared/explainProtocol';
import { milliseconds } from '../../format';
import type { Side } from '../../hooks/useComparison';
import type { SheetAnswer } from '../../hooks/useSheets';
import { text } from '../../strings';
import { AnswerStatus } from './answerStatus';
import { ColourScale } from './colourScale';
import { LayerFigures } from './layerFigures';
import { MapSheet } from './mapSheet';
import { MapZoom } from './mapZoom';
import { VectorBars } from './vectorBars';

interface SheetViewProps {
  readonly side: Side;
  readonly answer: SheetAnswer;
  readonly colours: ColourMapName;
  readonly channel: number | null;
  readonly onChannel: (channel: number) => void;
  /** Whether another stands beside it: then what it is stands above. */
  readonly compared: boolean;
}

/** What one layer makes of one picture: its maps and their figures, or the numbers of a vector. */
export function SheetView(props: SheetViewProps): JSX.Element {
  const { side, answer, colours, channel, onChannel, compared } = props;
  const { value } = answer;
  // A map keeps its number from layer to layer; where it is not among the shown ones, the first is enlarged.
  const index = Math.max(0, value?.sheet.maps.findIndex((map) => map.channel === channel) ?? 0);
  return (
    <div
      class="sheet-view"
      role={compared ? 'group' : undefined}
      aria-label={compared ? side.title : undefined}
    >
      {compared && <p class="look-title">{side.title}</p>}
      <AnswerStatus
        answer={answer}
        label={text('sectionActivations')}
        note={value ? timesOf(value) : undefined}
      />
      {value && value.shape.length > 1 && (
        <>
          <ColourScale colours={colours} range={value.sheet.range} unit={text('unitActivation')} />
          <div class="map-view">
            <MapSheet activations={value} chosen={index} onChoose={onChannel} />
            <div class="map-zoom">
              <MapZoom activations={value} index={index} of={`${side.entry.id} ${side.model ?? ''}`} />
              <LayerFigures activations={value} />
            </div>
          </div>
        </>
      )}
      {value?.shape.length === 1 && (
        <div class="map-view">
          <VectorBars activations={value} labels={side.labels} />
          <LayerFigures activations={value} />
        </div>
      )}
    </div>
  );
}

function timesOf({ timings: { prepare, network, draw } }: LayerActivations): string {
  return text('mapTimings', milliseconds(prepare), milliseconds(network), milliseconds(draw));
}
