import type { LayerRow, Layout } from '../../../shared/network';
import { channelsOf, sizeOf } from './codeParts';

/** What a layer's multiply-accumulates follow from. */
export interface LayerCost {
  /** Output positions. */
  readonly height: number;
  readonly width: number;
  /** Side of the window; 1 without one. */
  readonly kernel: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Multiply-accumulates of a full convolution with the same window: each output channel over all input channels. */
  readonly full: number;
}

export function layerCost(layer: LayerRow, layout: Layout): LayerCost {
  const [height, width] = sizeOf(layer.outputShape, layout);
  const kernel = layer.kernel?.[0] ?? 1;
  const inputs = channelsOf(layer.inputShape, layout);
  const outputs = channelsOf(layer.outputShape, layout);
  return { height, width, kernel, inputs, outputs, full: height * width * kernel ** 2 * inputs * outputs };
}

/**
 * How a layer's multiply-accumulates come about: `147 × 147 × (3² × 64 + 64 × 128)`; empty for a layer without any.
 *
 * Source: as `macsOf` counts them.
 */
export function costFormula(layer: LayerRow, layout: Layout): string {
  const { height, width, kernel, inputs, outputs } = layerCost(layer, layout);
  const window = kernel === 1 ? [] : [`${kernel}²`];
  const product = (...factors: readonly (string | number)[]): string => factors.join(' × ');
  switch (layer.kind) {
    case 'conv':
    case 'pointwise':
      return product(height, width, ...window, inputs, outputs);
    case 'depthwise':
      return product(height, width, ...window, inputs);
    case 'sepconv':
      return product(height, width, `(${product(...window, inputs)} + ${product(inputs, outputs)})`);
    case 'dense':
      return product(inputs, outputs);
    default:
      return '';
  }
}
