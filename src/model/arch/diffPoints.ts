import type { Detail, DetailValue } from '../../shared/networkDiff';
import type { NetworkGraph } from './networkGraph';
import type { HeadOp, Padding } from './layerOp';

/** In what the two networks differ on the whole: the conventions that all their blocks follow. */
export function networkPoints(a: NetworkGraph, b: NetworkGraph, classes: number | null): readonly Detail[] {
  return Object.entries(POINTS).flatMap(([what, read]) => {
    const [left, right] = [read(a, classes), read(b, classes)];
    return left === right ? [] : [{ what, a: left, b: right }];
  });
}

const POINTS: Readonly<Record<string, (graph: NetworkGraph, classes: number | null) => DetailValue>> = {
  'branches are merged by': ({ description }) =>
    description.conventions.merge === 'add' ? 'addition' : 'concatenation',
  'stem padding': ({ description }) => paddingWord(description.conventions.stemPadding),
  'padding elsewhere': ({ description }) => paddingWord(description.conventions.padding),
  'batch norm and ReLU in the stem': ({ description }) => yesNo(description.conventions.stemNormalized),
  'batch norm on shortcuts': ({ description }) => yesNo(description.conventions.shortcutNormalized),
  'separable convolution': ({ description }) =>
    description.conventions.separable === 'one-layer' ? 'one layer' : 'depthwise and pointwise apart',
  'biases of convolutions': ({ description }) => biases(description.conventions),
  'blocks that begin with a ReLU': ({ description: { blocks } }) =>
    `${blocks.filter(({ leadingRelu }) => leadingRelu).length} of ${blocks.length}`,
  'ReLU layers': ({ nodes }) => nodes.filter(({ op }) => op.kind === 'relu').length,
  'batch norm epsilon': ({ description }) => description.conventions.batchNorm.epsilon,
  // PyTorch's number is the share of the new value, Keras' that of the old one.
  'batch norm keeps of its statistics': ({ description: { framework, conventions } }) =>
    framework === 'keras' ? conventions.batchNorm.momentum : 1 - conventions.batchNorm.momentum,
  head: ({ description }, classes) =>
    classes === null ? null : description.head(classes).map(headText).join(', '),
  'axis order': ({ description }) => description.layout,
};

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

function paddingWord(padding: Padding): string {
  if (padding === 'same') return 'same';
  return padding === 'valid' || padding === 0 ? 'none' : `${padding} on every side`;
}

function biases({ bias, separable }: NetworkGraph['description']['conventions']): string {
  if (!bias) return 'none';
  return separable === 'one-layer' ? 'one each' : 'one each, two in a separable one';
}

function headText(op: HeadOp): string {
  switch (op.kind) {
    case 'pool':
      return `${op.mode} pooling`;
    case 'dense':
      return op.activation === 'linear' ? `dense ${op.units}` : `dense ${op.units} ${op.activation}`;
    case 'dropout':
      return `dropout ${op.rate}`;
    case 'activation':
      return op.activation;
    default:
      return op.kind;
  }
}
