import type { SizedLayer } from './sizedLayer';

/**
 * Multiply-accumulates of a layer for one picture. Taps that fall on padding count, as every published figure counts
 * them; biases, norms, pooling and activations do not.
 */
export function macsOf({ op, inputs, output }: SizedLayer): number {
  const channels = inputs[0]?.channels ?? 0;
  const positions = output.height * output.width;
  switch (op.kind) {
    case 'conv':
    case 'pointwise':
      return positions * op.kernel * op.kernel * channels * op.filters;
    case 'depthwise':
      return positions * op.kernel * op.kernel * channels;
    case 'sepconv':
      return positions * (op.kernel * op.kernel * channels + channels * op.filters);
    case 'dense':
      return positions * channels * op.units;
    default:
      return 0;
  }
}
