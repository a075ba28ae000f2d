import type { JSX } from 'preact';
import type { EntryExplanation } from '../../../shared/panelProtocol';
import { count, milliseconds, percent } from '../../format';
import type { Side } from '../../hooks/useComparison';
import { useImageUrl } from '../../hooks/useImageUrl';
import type { Look } from '../../hooks/useLooks';
import { usePreview } from '../../hooks/usePreview';
import { methodName, methodUnit } from '../../lookChoices';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';
import { ProbabilityBars } from '../probabilityBars';
import { AnswerStatus } from './answerStatus';
import { ColourScale } from './colourScale';
import { DeletionTest } from './deletionTest';

interface LookViewProps {
  readonly side: Side;
  readonly look: Look;
  /** Of the map over the picture, 0 to 1. */
  readonly opacity: number;
  readonly mapOnly: boolean;
  /** Whether another stands beside it: then what it is and what was answered stand above and below. */
  readonly compared: boolean;
  /** Whether its colours mean other numbers than its neighbour's. */
  readonly ownScale: boolean;
}

/** One picture with a heat map over it, and what is known of that map. */
export function LookView({ side, look, opacity, mapOnly, compared, ownScale }: LookViewProps): JSX.Element {
  const host = usePanelHost();
  const { entry, title } = side;
  const { name } = entry;
  const { answer, test } = look;
  const { value } = answer;
  const map = useImageUrl(value?.map);
  const { picture } = usePreview(host.pictures, entry, true);
  return (
    <figure class="look" aria-label={title}>
      {compared && <p class="look-title">{title}</p>}
      <div class={mapOnly ? 'look-stage look-stage-map' : 'look-stage'} aria-busy={answer.running}>
        {picture !== null && !mapOnly && <img class="look-picture" src={picture} alt={name} />}
        {map !== null && (
          <img
            class="look-map"
            src={map}
            alt={text(mapOnly ? 'lookMapAlt' : 'lookAlt', name)}
            style={{ opacity: String(opacity) }}
          />
        )}
      </div>
      <figcaption>
        {value && ownScale && (
          <ColourScale colours="viridis" range={value.heatmap.range} unit={methodUnit(value.method)} />
        )}
        <AnswerStatus
          answer={answer}
          label={text('sectionLook')}
          note={value ? captionOf(value) : undefined}
        />
        {value && compared && <ProbabilityBars predictions={value.predictions} />}
        <DeletionTest
          figures={value?.deletion}
          label={value?.prediction.label ?? ''}
          disabled={!value || answer.running}
          onTest={test}
        />
      </figcaption>
    </figure>
  );
}

/** `What speaks for cup (99.2%), by Grad-CAM at block14_sepconv2_act · 1 run of the network, 640 ms`. */
function captionOf({ prediction, method, layer, runs, ...figures }: EntryExplanation): string {
  const time = milliseconds(figures.milliseconds);
  const how = layer === null ? methodName(method) : text('lookAtLayer', methodName(method), layer);
  const what = text('lookCaption', prediction.label, percent(prediction.probability), how);
  const cost = runs === 1 ? text('lookRunsOne', time) : text('lookRuns', count(runs), time);
  return `${what} · ${cost}`;
}
