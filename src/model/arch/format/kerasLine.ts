import type { LayerRow } from '../../../shared/network';
import type { CodeContext } from './codeLine';
import { channelsOf, identifier, option, otherMomentum, sides, sizeOf, takesMeans } from './codeParts';

/** `conv = Conv2D(32, 3, strides=2, use_bias=False, name='conv')(input_layer)` */
export function kerasLine(layer: LayerRow, context: CodeContext): string {
  const { name, inputs } = layer;
  const made = kerasCall(layer, context);
  if (layer.kind === 'input') return `${identifier(name)} = ${made}`;
  const sources = inputs.map(identifier);
  const source = sources.length === 1 ? padded(layer, sources[0] ?? '') : `[${sources.join(', ')}]`;
  return `${identifier(name)} = ${made}(${source})`;
}

function kerasCall(layer: LayerRow, { layout, framework }: CodeContext): string {
  const call = (cls: string, ...args: readonly (string | number)[]): string =>
    `${cls}(${[...args, `name='${layer.name}'`].join(', ')})`;
  const { kernel = [1, 1], stride = [1, 1], filters = 0, activation = 'linear' } = layer;
  const bias = option('use_bias', layer.bias ?? true, true);
  const window = [...option('strides', sides(stride), 1), ...option('padding', paddingOf(layer), "'valid'")];
  switch (layer.kind) {
    case 'input':
      return call(
        'Input',
        `shape=(${[...sizeOf(layer.outputShape, layout), channelsOf(layer.outputShape, layout)].join(', ')})`,
      );
    case 'conv':
    case 'pointwise':
      return call('Conv2D', filters, sides(kernel), ...window, ...bias);
    case 'depthwise':
      return call('DepthwiseConv2D', sides(kernel), ...window, ...bias);
    case 'sepconv':
      return call('SeparableConv2D', filters, sides(kernel), ...window, ...bias);
    case 'batchnorm': {
      const own = layer.momentum ?? 0.99;
      const momentum = framework === 'keras' ? own : otherMomentum(own);
      return call(
        'BatchNormalization',
        ...option('momentum', momentum, 0.99),
        ...option('epsilon', layer.epsilon ?? 1e-3, 1e-3),
      );
    }
    case 'maxpool':
      // Without strides Keras steps by the window.
      return call(
        'MaxPooling2D',
        sides(kernel),
        `strides=${sides(stride)}`,
        ...option('padding', paddingOf(layer), "'valid'"),
      );
    case 'relu':
    case 'activation':
      return call('Activation', `'${activation}'`);
    case 'add':
      return call('Add');
    case 'concat':
      return call('Concatenate');
    case 'pool':
      return call(takesMeans(layer) ? 'GlobalAveragePooling2D' : 'GlobalMaxPooling2D');
    case 'flatten':
      return call('Flatten');
    case 'dense':
      return call('Dense', filters, ...option('activation', `'${activation}'`, "'linear'"), ...bias);
    case 'dropout':
      return call('Dropout', layer.rate ?? 0);
  }
}

/** Keras' word. PyTorch's number of pixels is "same" where the window neither grows nor shrinks what it runs over. */
function paddingOf({ kernel = [1, 1], stride = [1, 1], padding = 'valid' }: LayerRow): string {
  if (typeof padding === 'string') return `'${padding}'`;
  const same = stride[0] === 1 && stride[1] === 1 && kernel.every((side) => side === 2 * padding + 1);
  return same && padding > 0 ? "'same'" : "'valid'";
}

/** The input, with PyTorch's pixels around it where no word of Keras gives them: never the greatest, or no part of a sum. */
function padded(layer: LayerRow, source: string): string {
  const { padding } = layer;
  if (typeof padding !== 'number' || padding === 0 || paddingOf(layer) === "'same'") return source;
  const around = `[${padding}, ${padding}]`;
  const value = layer.kind === 'maxpool' ? ", constant_values=float('-inf')" : '';
  return `keras.ops.pad(${source}, [[0, 0], ${around}, ${around}, [0, 0]]${value})`;
}
