import { XceptionError } from '../../shared/xceptionError';
import type { LayerOp } from './layerOp';
import type { LayerNode, NetworkGraph } from './networkGraph';
import { afterWindow, PIXEL, union, type ReceptiveField } from './receptiveField';
import type { FeatureSize, SizedLayer } from './sizedLayer';
import { slideWindow } from './window';

/** Keras refuses less: below 71 pixels the last pooling has nothing left to pool. */
export const MIN_INPUT = 71;
/** A larger picture costs memory by the gigabyte and tells the network no more. */
export const MAX_INPUT = 1024;
/** The size that Xception was trained at. */
export const DEFAULT_INPUT = 299;

export interface InputSize {
  readonly height: number;
  readonly width: number;
}

/**
 * Every layer of a network with its shapes, padding and receptive field at one input size.
 *
 * @throws XceptionError `input-size` outside {@link MIN_INPUT} … {@link MAX_INPUT}
 */
export function sizeNetwork(graph: NetworkGraph, input: InputSize): readonly SizedLayer[] {
  checkInputSize(input);
  const sized = new Map<string, SizedLayer>();
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => {
      const layer = sized.get(name);
      if (!layer) throw new XceptionError('internal', `${node.name} stands before its input ${name}.`);
      return layer;
    });
    sized.set(node.name, sizeLayer(node, inputs, input));
  }
  return [...sized.values()];
}

/** @throws XceptionError `input-size` with the reason */
export function checkInputSize({ height, width }: InputSize): void {
  for (const [axis, size] of [
    ['height', height],
    ['width', width],
  ] as const) {
    if (Number.isInteger(size) && size >= MIN_INPUT && size <= MAX_INPUT) continue;
    const reason =
      size < MIN_INPUT
        ? `Xception halves the picture five times, and below ${MIN_INPUT} pixels nothing is left for its last blocks (Keras refuses it too)`
        : `sizes are whole numbers up to ${MAX_INPUT}`;
    throw new XceptionError(
      'input-size',
      `An input of ${height}×${width} cannot be used: its ${axis} is ${size}, and ${reason}. Choose ${MIN_INPUT} to ${MAX_INPUT}.`,
    );
  }
}

function sizeLayer(node: LayerNode, sources: readonly SizedLayer[], input: InputSize): SizedLayer {
  const inputs = sources.map((source) => source.output);
  const shared = { ...node, inputNames: node.inputs, inputs };
  const [first] = sources;
  if (!first) {
    return { ...shared, output: { ...input, channels: 3, flat: false }, field: [PIXEL, PIXEL] };
  }
  const window = windowOf(node.op);
  if (window) {
    const { kernel, stride, padding } = window;
    const rows = slideWindow(first.output.height, kernel, stride, padding);
    const columns = slideWindow(first.output.width, kernel, stride, padding);
    return {
      ...shared,
      output: {
        height: rows.size,
        width: columns.size,
        channels: 'filters' in node.op ? node.op.filters : first.output.channels,
        flat: false,
      },
      padding: { top: rows.before, bottom: rows.after, left: columns.before, right: columns.after },
      field: [
        afterWindow(first.field[0], kernel, stride, rows.before),
        afterWindow(first.field[1], kernel, stride, columns.before),
      ],
    };
  }
  return {
    ...shared,
    output: outputOf(node.op, inputs, first.output),
    field: fieldOf(node.op, sources, first),
  };
}

function windowOf(
  op: LayerOp,
): { kernel: number; stride: number; padding: 'valid' | 'same' | number } | undefined {
  switch (op.kind) {
    case 'conv':
    case 'pointwise':
    case 'depthwise':
    case 'sepconv':
      return op;
    case 'maxpool':
      return { kernel: op.size, stride: op.stride, padding: op.padding };
    default:
      return undefined;
  }
}

function outputOf(op: LayerOp, inputs: readonly FeatureSize[], first: FeatureSize): FeatureSize {
  switch (op.kind) {
    case 'concat':
      return { ...first, channels: inputs.reduce((sum, { channels }) => sum + channels, 0) };
    case 'pool':
      return { height: 1, width: 1, channels: first.channels, flat: true };
    case 'flatten':
      return { height: 1, width: 1, channels: first.height * first.width * first.channels, flat: true };
    case 'dense':
      return { ...first, channels: op.units };
    default:
      return first;
  }
}

function fieldOf(
  op: LayerOp,
  sources: readonly SizedLayer[],
  first: SizedLayer,
): readonly [ReceptiveField, ReceptiveField] {
  // Pooling everything is one window as large as the map.
  if (op.kind === 'pool' || op.kind === 'flatten') {
    const { height, width } = first.output;
    return [afterWindow(first.field[0], height, height, 0), afterWindow(first.field[1], width, width, 0)];
  }
  return [union(sources.map((source) => source.field[0])), union(sources.map((source) => source.field[1]))];
}
