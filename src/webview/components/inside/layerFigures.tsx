import type { JSX } from 'preact';
import type { LayerActivations } from '../../../shared/explainProtocol';
import { count, figure, sharePercent } from '../../format';
import { text, type MessageKey } from '../../strings';

/** What can be counted in a layer's output. */
export function LayerFigures({ activations }: { readonly activations: LayerActivations }): JSX.Element {
  const { statistics, sheet } = activations;
  const { mean, std, min, max, zeros, deadChannels, channels, nonFinite } = statistics;
  const facts: readonly (readonly [MessageKey, string])[] = [
    ['factMean', figure(mean)],
    ['factDeviation', figure(std)],
    ['factRange', text('rangeOf', figure(min), figure(max))],
    ['factZeros', sharePercent(zeros)],
    ['factDead', text('countOf', count(deadChannels), count(channels))],
    ...(nonFinite > 0 ? [['factNonFinite', count(nonFinite)] as const] : []),
    ['factShown', text('countOf', count(sheet.maps.length), count(channels))],
  ];
  return (
    <dl class="facts" aria-label={text('layerFigures')}>
      {facts.map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{text(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
