import type { JSX } from 'preact';
import type { LayerActivations } from '../../../shared/explainProtocol';
import { count, figure, sharePercent } from '../../format';
import { text } from '../../strings';
import { FactList, type Fact } from '../factList';

/** What can be counted in a layer's output. */
export function LayerFigures({ activations }: { readonly activations: LayerActivations }): JSX.Element {
  const { statistics, sheet } = activations;
  const { mean, std, min, max, zeros, deadChannels, channels, nonFinite } = statistics;
  const facts: readonly Fact[] = [
    ['factMean', figure(mean)],
    ['factDeviation', figure(std)],
    ['factRange', text('rangeOf', figure(min), figure(max))],
    ['factZeros', sharePercent(zeros)],
    ['factDead', text('countOf', count(deadChannels), count(channels))],
    ...(nonFinite > 0 ? [['factNonFinite', count(nonFinite)] as const] : []),
    ['factShown', text('countOf', count(sheet.maps.length), count(channels))],
  ];
  return <FactList label="layerFigures" facts={facts} />;
}
