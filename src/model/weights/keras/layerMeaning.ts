import type { LayerOp, Padding } from '../../arch/layerOp';
import { readActivation } from './activations';
import { numberAt, stringAt } from './json';
import type { KerasLayer } from './kerasModelConfig';

/** What a Keras layer does at inference. */
export type LayerMeaning =
  | { readonly op: LayerOp }
  /** Nothing: it only acts while training. */
  | 'inactive'
  /** Something this product has no operation for; why. */
  | { readonly unsupported: string };

type Config = KerasLayer['config'];

/** Layers that pass their input on unchanged at inference. `RandomCrop` is none of them: it always crops. */
const TRAINING_ONLY =
  /^(Random(?!Crop$)[A-Z]\w*|RandAugment|AugMix|MixUp|CutMix|SpatialDropout2D|GaussianNoise|GaussianDropout|AlphaDropout|ActivityRegularization|Identity)$/;

/** Reads a layer's class and configuration. Defaults are Keras'. */
export function layerMeaning({ className, config, inputs }: KerasLayer): LayerMeaning {
  if (TRAINING_ONLY.test(className)) return 'inactive';
  switch (className) {
    case 'InputLayer':
      return { op: { kind: 'input' } };
    case 'Conv2D':
    case 'Convolution2D':
      return convolution('conv', config);
    case 'SeparableConv2D':
    case 'SeparableConvolution2D':
      return convolution('sepconv', config);
    case 'BatchNormalization':
      return batchNorm(config);
    case 'Activation':
      return activation(config['activation']);
    case 'ReLU':
      return plainRelu(config) ? { op: { kind: 'relu' } } : { unsupported: 'a ReLU with a limit or a slope' };
    case 'Softmax':
      return isLastAxis(config['axis'])
        ? activation('softmax')
        : { unsupported: 'a softmax over another axis' };
    case 'MaxPooling2D':
    case 'MaxPool2D':
      return maxPool(config);
    case 'GlobalAveragePooling2D':
    case 'GlobalAvgPool2D':
      return globalPool('average', config);
    case 'GlobalMaxPooling2D':
    case 'GlobalMaxPool2D':
      return globalPool('max', config);
    case 'Add':
      return inputs.length > 1 ? { op: { kind: 'add' } } : { unsupported: 'an addition of a number' };
    case 'Concatenate':
      return isLastAxis(config['axis'])
        ? { op: { kind: 'concat' } }
        : { unsupported: 'a join along another axis' };
    case 'Flatten':
      return { op: { kind: 'flatten' } };
    case 'Dense':
      return dense(config);
    case 'Dropout':
      return { op: { kind: 'dropout', rate: numberAt(config, 'rate', 0) } };
    case 'Lambda':
      return { unsupported: 'Python code, which is never run' };
    default:
      return { unsupported: 'a layer that is not known here' };
  }
}

function convolution(kind: 'conv' | 'sepconv', config: Config): LayerMeaning {
  const filters = numberAt(config, 'filters', 0);
  const kernel = square(config['kernel_size']);
  const stride = square(config['strides'] ?? 1);
  const padding = paddingOf(config);
  if (filters === 0 || kernel === undefined || stride === undefined || padding === undefined) {
    return { unsupported: 'a convolution with a window that is not square' };
  }
  if (square(config['dilation_rate'] ?? 1) !== 1) return { unsupported: 'a dilated convolution' };
  if (numberAt(config, 'groups', 1) !== 1) return { unsupported: 'a grouped convolution' };
  if (numberAt(config, 'depth_multiplier', 1) !== 1) return { unsupported: 'a depth multiplier' };
  if (channelsFirst(config)) return CHANNELS_FIRST;
  if (readActivation(config['activation']) !== 'linear') {
    return { unsupported: 'a convolution with an activation of its own' };
  }
  return { op: { kind, filters, kernel, stride, padding, bias: config['use_bias'] !== false } };
}

function batchNorm(config: Config): LayerMeaning {
  if (config['center'] === false || config['scale'] === false) {
    return { unsupported: 'a batch normalization without scale or offset' };
  }
  const epsilon = numberAt(config, 'epsilon', 1e-3);
  return { op: { kind: 'batchnorm', epsilon, momentum: numberAt(config, 'momentum', 0.99) } };
}

function activation(value: unknown): LayerMeaning {
  const name = readActivation(value);
  if (name === undefined) return { unsupported: `the activation ${JSON.stringify(value)}` };
  return name === 'relu' ? { op: { kind: 'relu' } } : { op: { kind: 'activation', activation: name } };
}

function dense(config: Config): LayerMeaning {
  const name = readActivation(config['activation']);
  const units = numberAt(config, 'units', 0);
  if (name === undefined) return { unsupported: `the activation ${JSON.stringify(config['activation'])}` };
  if (units === 0) return { unsupported: 'a dense layer without units' };
  return { op: { kind: 'dense', units, bias: config['use_bias'] !== false, activation: name } };
}

function maxPool(config: Config): LayerMeaning {
  const size = square(config['pool_size'] ?? 2);
  const stride = square(config['strides'] ?? config['pool_size'] ?? 2);
  const padding = paddingOf(config);
  if (size === undefined || stride === undefined || padding === undefined) {
    return { unsupported: 'a pooling window that is not square' };
  }
  return channelsFirst(config) ? CHANNELS_FIRST : { op: { kind: 'maxpool', size, stride, padding } };
}

function globalPool(mode: 'average' | 'max', config: Config): LayerMeaning {
  if (channelsFirst(config)) return CHANNELS_FIRST;
  return config['keepdims'] === true
    ? { unsupported: 'a pooling that keeps its axes' }
    : { op: { kind: 'pool', mode } };
}

const CHANNELS_FIRST: LayerMeaning = { unsupported: 'channels before rows (data_format "channels_first")' };

function channelsFirst(config: Config): boolean {
  return config['data_format'] === 'channels_first';
}

function plainRelu(config: Config): boolean {
  const limit = config['max_value'] ?? null;
  return (
    limit === null && numberAt(config, 'negative_slope', 0) === 0 && numberAt(config, 'threshold', 0) === 0
  );
}

function paddingOf(config: Config): Padding | undefined {
  const padding = stringAt(config, 'padding', 'valid');
  return padding === 'valid' || padding === 'same' ? padding : undefined;
}

/** A side that is the same along both axes: `3`, `[3, 3]`. */
function square(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (!Array.isArray(value) || typeof value[0] !== 'number') return undefined;
  return value.every((side) => side === value[0]) ? value[0] : undefined;
}

/** Keras writes the last axis as -1, or as its number once it knows the rank: 3 for maps, 1 for vectors. */
function isLastAxis(value: unknown): boolean {
  const axis: unknown = Array.isArray(value) ? value[0] : value;
  return axis === undefined || axis === -1 || axis === 3 || axis === 1;
}
