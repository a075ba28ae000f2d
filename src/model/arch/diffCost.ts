import type { Cost, CostByCause } from '../../shared/networkDiff';
import type { NetworkDescription } from './networkDescription';
import { elements } from './elements';
import { macsOf } from './macs';
import type { StepPair } from './alignSteps';
import type { FeatureSize, SizedLayer } from './sizedLayer';
import { variablesOf } from './variables';

export const NO_COST: Cost = { params: 0, macs: 0, activationBytes: 0 };

export function addCosts(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (sum, cost) => ({
      params: sum.params + cost.params,
      macs: sum.macs + cost.macs,
      activationBytes: sum.activationBytes + cost.activationBytes,
    }),
    NO_COST,
  );
}

export function subtractCost(from: Cost, cost: Cost): Cost {
  return {
    params: from.params - cost.params,
    macs: from.macs - cost.macs,
    activationBytes: from.activationBytes - cost.activationBytes,
  };
}

/** What a step's layers cost as they stand. */
export function costOf(layers: readonly SizedLayer[], framework: NetworkDescription['framework']): Cost {
  return addCosts(layers.map((layer) => layerCost(layer, framework)));
}

function layerCost(layer: SizedLayer, framework: NetworkDescription['framework']): Cost {
  const { height, width, channels } = layer.output;
  const params = variablesOf(layer, framework).reduce((sum, { shape }) => sum + elements(shape), 0);
  return { params, macs: macsOf(layer), activationBytes: 4 * height * width * channels };
}

/**
 * Splits the difference in cost (second minus first) by cause. The first network's layers are given the other's channels,
 * then its sizes, then its settings, and what each change adds is that cause's share, so that the shares sum to the
 * difference.
 */
export function costByCause(
  [a, b]: StepPair,
  frameworks: readonly [NetworkDescription['framework'], NetworkDescription['framework']],
): CostByCause {
  const before = costOf(a?.layers ?? [], frameworks[0]);
  const after = costOf(b?.layers ?? [], frameworks[1]);
  if (!a || !b) {
    return { width: NO_COST, size: NO_COST, settings: NO_COST, layers: subtractCost(after, before) };
  }
  const widened = costOf(inPlaceOf(a.layers, b.layers, takeChannels), frameworks[0]);
  const resized = costOf(inPlaceOf(a.layers, b.layers, takeAll), frameworks[0]);
  return {
    width: subtractCost(widened, before),
    size: subtractCost(resized, widened),
    settings: subtractCost(after, resized),
    layers: NO_COST,
  };
}

type Take = (own: FeatureSize, other: FeatureSize) => FeatureSize;
const takeChannels: Take = (own, { channels }) => ({ ...own, channels });
const takeAll: Take = (_own, other) => other;

/** The first layers with feature maps that take something from the second ones': input, output, and between two halves. */
function inPlaceOf(
  layers: readonly SizedLayer[],
  others: readonly SizedLayer[],
  take: Take,
): readonly SizedLayer[] {
  const otherInput = others[0]?.inputs[0];
  const otherOutput = others.at(-1)?.output;
  return layers.map((layer, index) => {
    const first = index === 0;
    const last = index === layers.length - 1;
    // Between the halves of a separable convolution the channels are those of its input.
    const between = otherInput && otherOutput && { ...otherOutput, channels: otherInput.channels };
    const source = first ? otherInput : between;
    const target = last ? otherOutput : between;
    return {
      ...layer,
      inputs: layer.inputs.map((own) => (source ? take(own, source) : own)),
      output: target ? take(layer.output, target) : layer.output,
    };
  });
}
