import type { JSX } from 'preact';
import type { LayerRow } from '../../../shared/network';
import { shape } from '../../format';
import { text } from '../../strings';
import { Icon } from '../icon';

interface LayerScrubberProps {
  readonly layers: readonly LayerRow[];
  readonly layer: LayerRow | undefined;
  readonly onLayer: (name: string) => void;
}

/** Goes through the layers of a network from the picture to the answer. */
export function LayerScrubber({ layers, layer, onLayer }: LayerScrubberProps): JSX.Element {
  const index = layer ? layers.indexOf(layer) : 0;
  const go = (to: number): void => {
    const target = layers[to];
    if (target) onLayer(target.name);
  };
  const step = (by: -1 | 1): JSX.Element => (
    <button
      class="icon-button"
      type="button"
      aria-label={text(by < 0 ? 'scrubPrevious' : 'scrubNext')}
      title={text(by < 0 ? 'scrubPrevious' : 'scrubNext')}
      disabled={!layers[index + by]}
      data-focus={by < 0 ? 'scrub-previous' : 'scrub-next'}
      onClick={() => {
        go(index + by);
      }}
    >
      <Icon name={by < 0 ? 'back' : 'chevron'} />
    </button>
  );
  const described = layer && `${layer.type}, ${shape(layer.outputShape)}`;
  return (
    <div class="scrubber">
      {step(-1)}
      <input
        class="range"
        type="range"
        min={0}
        max={Math.max(0, layers.length - 1)}
        value={index}
        disabled={layers.length === 0}
        aria-label={text('scrub')}
        aria-valuetext={layer && `${layer.name}, ${described ?? ''}`}
        data-focus="scrub"
        onInput={(event) => {
          go(event.currentTarget.valueAsNumber);
        }}
      />
      {step(1)}
      <p class="scrubber-name">
        <span class="mono">{layer?.name}</span>
        <span>{described}</span>
        <span class="minor">{layer?.block}</span>
        <span class="minor">{layer && text('scrubPlace', index + 1, layers.length)}</span>
      </p>
    </div>
  );
}
