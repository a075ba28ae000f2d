import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ExplainRequest } from '../../../shared/explainProtocol';
import type { AboutEntry, EntryExplanation } from '../../../shared/panelProtocol';
import type { ClassifiedEntry } from '../../chosenEntry';
import { count, milliseconds, percent } from '../../format';
import { useAnswer } from '../../hooks/useAnswer';
import { useImageUrl } from '../../hooks/useImageUrl';
import { usePreview } from '../../hooks/usePreview';
import { methodName } from '../../lookChoices';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';
import { AnswerStatus } from './answerStatus';
import { DeletionTest } from './deletionTest';

interface LookViewProps {
  readonly entry: ClassifiedEntry;
  readonly question: Omit<AboutEntry<ExplainRequest>, 'id' | 'deletion'>;
  /** Of the map over the picture, 0 to 1. */
  readonly opacity: number;
  readonly mapOnly: boolean;
  /** Whether the picture's name stands above it. */
  readonly titled: boolean;
}

/** One picture with a heat map over it, and what is known of that map. */
export function LookView({ entry, question, opacity, mapOnly, titled }: LookViewProps): JSX.Element {
  const host = usePanelHost();
  const { id, name } = entry;
  const key = JSON.stringify([id, question]);
  // Only the map that it was asked for is tested: it costs several runs of the network.
  const [tested, setTested] = useState<string | null>(null);
  const asked = { id, ...question, ...(tested === key && { deletion: {} }) };
  const answer = useAnswer(JSON.stringify(asked), (options) => host.call('explain', asked, options));
  const { value } = answer;
  const map = useImageUrl(value?.map);
  const { picture } = usePreview(host.pictures, entry, true);
  return (
    <figure class="look" aria-label={name}>
      {titled && <p class="look-title">{name}</p>}
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
        <AnswerStatus
          answer={answer}
          label={text('sectionLook')}
          note={value ? captionOf(value) : undefined}
        />
        <DeletionTest
          figures={value?.deletion}
          label={value?.prediction.label ?? ''}
          disabled={!value || answer.running}
          onTest={() => {
            setTested(key);
          }}
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
