import type { LayerOp } from '../../arch/layerOp';
import type { FeatureSize, SizedLayer } from '../../arch/sizedLayer';
import { tfPadding } from '../../arch/tfPadding';

/** A feature map's shape as Keras has it, without the batch axis. */
export function shapeOf({ height, width, channels, flat }: FeatureSize): readonly number[] {
  return flat ? [channels] : [height, width, channels];
}

/** What tells a layer from a default one of its class, in Keras' words. */
export function layerConfig(layer: SizedLayer): Readonly<Record<string, unknown>> {
  const { op } = layer;
  switch (op.kind) {
    case 'input':
      return { batch_shape: [null, ...shapeOf(layer.output)] };
    case 'conv':
    case 'pointwise':
    case 'sepconv':
      return { filters: op.filters, ...windowConfig(layer, op), use_bias: op.bias, activation: 'linear' };
    case 'depthwise':
      return { ...windowConfig(layer, op), depth_multiplier: 1, use_bias: op.bias, activation: 'linear' };
    case 'batchnorm':
      return {
        axis: -1,
        epsilon: op.epsilon,
        momentum: kerasMomentum(op.momentum),
        center: true,
        scale: true,
      };
    case 'relu':
      return { activation: 'relu' };
    case 'activation':
      return { activation: op.activation };
    case 'maxpool':
      return {
        pool_size: [op.size, op.size],
        strides: [op.stride, op.stride],
        padding: paddingWord(layer, op.padding, op.size, op.stride),
      };
    case 'concat':
      return { axis: -1 };
    case 'dense':
      return { units: op.units, use_bias: op.bias, activation: op.activation };
    case 'dropout':
      return { rate: op.rate };
    case 'add':
    case 'pool':
    case 'flatten':
      return {};
  }
}

function windowConfig(
  layer: SizedLayer,
  op: Extract<LayerOp, { kind: 'conv' | 'pointwise' | 'sepconv' | 'depthwise' }>,
): Readonly<Record<string, unknown>> {
  return {
    kernel_size: [op.kernel, op.kernel],
    strides: [op.stride, op.stride],
    padding: paddingWord(layer, op.padding, op.kernel, op.stride),
  };
}

/** Keras' word for a padding; pixels have one wherever no stride is in the way. */
function paddingWord(
  layer: SizedLayer,
  padding: 'valid' | 'same' | number,
  kernel: number,
  stride: number,
): string {
  return typeof padding === 'string' ? padding : tfPadding(layer, kernel, stride).word.toLowerCase();
}

/** PyTorch's momentum is the share of the new, Keras' that of the old. Only PyTorch's networks have one below a half. */
function kerasMomentum(momentum: number): number {
  return momentum < 0.5 ? 1 - momentum : momentum;
}
