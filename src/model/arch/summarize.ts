import type { LayerRow, Layout, NetworkId, NetworkSummary, NetworkTotals, Shape } from '../../shared/network';
import { buildNetwork, type BuildOptions } from './buildNetwork';
import { elements } from './elements';
import { macsOf } from './macs';
import type { LayerOp } from './layerOp';
import type { NetworkGraph } from './networkGraph';
import type { FeatureSize, SizedLayer } from './sizedLayer';
import { DEFAULT_INPUT, sizeNetwork, type InputSize } from './sizeNetwork';
import { variablesOf } from './variables';

export interface SummaryOptions extends BuildOptions {
  readonly input?: InputSize;
}

/**
 * The layer table of a network: every row with its shapes, parameters, cost and receptive field, and totals that are
 * the sums of the rows. Needs no weights and no native library.
 *
 * @throws XceptionError `input-size` for a size the network cannot take
 */
export function summarize(network: NetworkId, options: SummaryOptions = {}): NetworkSummary {
  const graph = buildNetwork(network, options);
  return summarizeGraph(graph, options.input ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT });
}

/** {@link summarize} for a graph that is at hand. */
export function summarizeGraph(graph: NetworkGraph, input: InputSize): NetworkSummary {
  const { id, title, framework, layout, repairs } = graph.description;
  const layers = sizeNetwork(graph, input);
  const counted = layers.map((layer) => ({ layer, counts: count(layer, framework) }));
  const totals = counted.reduce<NetworkTotals>((sum, { counts }) => add(sum, counts), ZERO);
  return {
    network: id,
    title,
    framework,
    layout,
    input,
    classes: classesOf(layers, graph),
    totals,
    layers: counted.map(({ layer, counts }, index) => row(layer, counts, totals, index, layout)),
    repairs,
  };
}

const ZERO: NetworkTotals = { params: 0, trainable: 0, nonTrainable: 0, macs: 0, activationBytes: 0 };

function count(layer: SizedLayer, framework: 'keras' | 'pytorch'): NetworkTotals {
  const variables = variablesOf(layer, framework);
  const sum = (of: typeof variables): number => of.reduce((total, { shape }) => total + elements(shape), 0);
  const trainable = sum(variables.filter((variable) => variable.trainable));
  const params = sum(variables);
  return {
    params,
    trainable,
    nonTrainable: params - trainable,
    macs: macsOf(layer),
    activationBytes: 4 * layer.output.height * layer.output.width * layer.output.channels,
  };
}

function add(a: NetworkTotals, b: NetworkTotals): NetworkTotals {
  return {
    params: a.params + b.params,
    trainable: a.trainable + b.trainable,
    nonTrainable: a.nonTrainable + b.nonTrainable,
    macs: a.macs + b.macs,
    activationBytes: a.activationBytes + b.activationBytes,
  };
}

function classesOf(layers: readonly SizedLayer[], graph: NetworkGraph): number | null {
  const output = layers.find(({ name }) => name === graph.output)?.output;
  return output?.flat ? output.channels : null;
}

function row(
  layer: SizedLayer,
  counts: NetworkTotals,
  totals: NetworkTotals,
  index: number,
  layout: Layout,
): LayerRow {
  const outputShape = shapeOf(layer.output, layout);
  const inputShapes = layer.inputs.map((size) => shapeOf(size, layout));
  const [rows, columns] = layer.field;
  const widest = rows.size >= columns.size ? rows : columns;
  return {
    index,
    name: layer.name,
    type: layer.type,
    kind: layer.op.kind,
    block: layer.block,
    flow: layer.flow,
    inputs: layer.inputNames,
    inputShape: inputShapes[0] ?? outputShape,
    inputShapes,
    outputShape,
    ...opFields(layer.op),
    ...counts,
    receptiveField: widest.size,
    receptiveStride: widest.stride,
    receptiveStart: widest.start,
    paramsShare: share(counts.params, totals.params),
    macsShare: share(counts.macs, totals.macs),
    ...(layer.functional && { functional: true }),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** A shape as the framework writes it, batch axis first. */
export function shapeOf({ height, width, channels, flat }: FeatureSize, layout: Layout): Shape {
  if (flat) return [null, channels];
  return layout === 'NHWC' ? [null, height, width, channels] : [null, channels, height, width];
}

type OpFields = Pick<
  LayerRow,
  'kernel' | 'stride' | 'padding' | 'filters' | 'bias' | 'epsilon' | 'momentum' | 'activation' | 'rate'
>;

function opFields(op: LayerOp): OpFields {
  switch (op.kind) {
    case 'conv':
    case 'pointwise':
    case 'sepconv':
      return { ...windowFields(op.kernel, op.stride, op.padding), filters: op.filters, bias: op.bias };
    case 'depthwise':
      return { ...windowFields(op.kernel, op.stride, op.padding), bias: op.bias };
    case 'maxpool':
      return windowFields(op.size, op.stride, op.padding);
    case 'batchnorm':
      return { epsilon: op.epsilon, momentum: op.momentum };
    case 'relu':
      return { activation: 'relu' };
    case 'activation':
      return { activation: op.activation };
    case 'dense':
      return { filters: op.units, bias: op.bias, activation: op.activation };
    case 'dropout':
      return { rate: op.rate };
    default:
      return {};
  }
}

function windowFields(
  kernel: number,
  stride: number,
  padding: 'valid' | 'same' | number,
): Pick<OpFields, 'kernel' | 'stride' | 'padding'> {
  return { kernel: [kernel, kernel], stride: [stride, stride], padding };
}
