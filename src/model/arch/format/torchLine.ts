import type { LayerRow } from '../../../shared/network';
import { slideWindow } from '../window';
import type { CodeContext } from './codeLine';
import { channelsOf, identifier, option, otherMomentum, sides, sizeOf, takesMeans } from './codeParts';

/** `nn.Conv2d(3, 32, 3, stride=2, bias=False)`, or what a function does: `torch.cat([a, b], dim=1)`. */
export function torchLine(layer: LayerRow, context: CodeContext): string {
  const { layout } = context;
  const { filters = 0, bias = true } = layer;
  const [height, width] = sizeOf(layer.outputShape, layout);
  const inputs = channelsOf(layer.inputShape, layout);
  const sources = layer.inputs.map(identifier);
  switch (layer.kind) {
    case 'input':
      return `torch.zeros(1, ${inputs}, ${height}, ${width})`;
    case 'conv':
    case 'pointwise':
      return convolution(layer, context, inputs, filters, bias);
    case 'depthwise':
      return convolution(layer, context, inputs, inputs, bias, inputs);
    case 'sepconv': {
      // Keras adds the bias once, after the second half.
      const depthwise = convolution(layer, context, inputs, inputs, false, inputs);
      const pointwise = module('Conv2d', inputs, filters, 1, ...option('bias', bias, true));
      return sequence([depthwise, pointwise]);
    }
    case 'batchnorm':
      return batchNorm(layer, context, inputs);
    case 'maxpool':
      return pooling(layer, context);
    case 'relu':
      return module('ReLU');
    case 'activation':
      return activation(layer.activation);
    case 'add':
      return sources.join(' + ');
    case 'concat':
      return `torch.cat([${sources.join(', ')}], dim=1)`;
    case 'pool':
      return `${sources[0] ?? 'x'}.${takesMeans(layer) ? 'mean' : 'amax'}(dim=(2, 3))`;
    case 'flatten':
      return module('Flatten');
    case 'dense': {
      const linear = module('Linear', inputs, filters, ...option('bias', bias, true));
      const plain = layer.activation === undefined || layer.activation === 'linear';
      return plain ? linear : sequence([linear, activation(layer.activation)]);
    }
    case 'dropout':
      return module('Dropout', layer.rate ?? 0);
  }
}

function module(cls: string, ...args: readonly (string | number)[]): string {
  return `nn.${cls}(${args.join(', ')})`;
}

function sequence(modules: readonly string[]): string {
  return modules.length === 1 ? (modules[0] ?? '') : `nn.Sequential(${modules.join(', ')})`;
}

function convolution(
  layer: LayerRow,
  context: CodeContext,
  inputs: number,
  outputs: number,
  bias: boolean,
  groups = 1,
): string {
  const { kernel = [1, 1], stride = [1, 1] } = layer;
  const { around, before } = padding(layer, context, (pixels) =>
    module('ZeroPad2d', `(${pixels.join(', ')})`),
  );
  const conv = module(
    'Conv2d',
    ...[inputs, outputs, sides(kernel)],
    ...option('stride', sides(stride), 1),
    ...option('padding', around, 0),
    ...option('groups', groups, 1),
    ...option('bias', bias, true),
  );
  return sequence([...before, conv]);
}

function pooling(layer: LayerRow, context: CodeContext): string {
  const { kernel = [1, 1], stride = [1, 1] } = layer;
  const { around, before } = padding(layer, context, (pixels) =>
    module('ConstantPad2d', `(${pixels.join(', ')})`, "float('-inf')"),
  );
  const pool = module('MaxPool2d', sides(kernel), `stride=${sides(stride)}`, ...option('padding', around, 0));
  return sequence([...before, pool]);
}

function batchNorm(layer: LayerRow, { framework }: CodeContext, channels: number): string {
  const own = layer.momentum ?? 0.1;
  return module(
    'BatchNorm2d',
    channels,
    ...option('eps', layer.epsilon ?? 1e-5, 1e-5),
    ...option('momentum', framework === 'pytorch' ? own : otherMomentum(own), 0.1),
  );
}

interface TorchPadding {
  /** The same number of pixels on every side. */
  readonly around: number;
  /** A layer of its own where TensorFlow's "same" puts more after than before: PyTorch's number cannot say that. */
  readonly before: readonly string[];
}

function padding(
  { kernel = [1, 1], stride = [1, 1], padding: own = 0, inputShape }: LayerRow,
  { layout }: CodeContext,
  pad: (pixels: readonly number[]) => string,
): TorchPadding {
  if (typeof own === 'number') return { around: own, before: [] };
  const [height, width] = sizeOf(inputShape, layout);
  const rows = slideWindow(height, kernel[0], stride[0], own);
  const columns = slideWindow(width, kernel[1], stride[1], own);
  const pixels = [columns.before, columns.after, rows.before, rows.after];
  const around = pixels[0] ?? 0;
  if (pixels.every((side) => side === around)) return { around, before: [] };
  return { around: 0, before: [pad(pixels)] };
}

const ACTIVATIONS: Readonly<Record<string, string>> = {
  linear: 'Identity()',
  relu: 'ReLU()',
  softmax: 'Softmax(dim=1)',
  sigmoid: 'Sigmoid()',
  tanh: 'Tanh()',
  elu: 'ELU()',
  selu: 'SELU()',
  gelu: 'GELU()',
  silu: 'SiLU()',
  softplus: 'Softplus()',
};

function activation(name = 'linear'): string {
  return `nn.${ACTIVATIONS[name] ?? `${name}()`}`;
}
