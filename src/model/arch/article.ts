import { middleFlow, type NetworkDescription } from './networkDescription';

/**
 * The article's Keras listing: every convolution same-padded with a bias, no ReLU before a block's first separable
 * convolution, and concatenation where the paper adds, so that the middle flow widens from 1456 to 7280 channels.
 * 60,011,272 parameters, 18.60 GMACs at 299×299.
 */
export const article: NetworkDescription = {
  id: 'article',
  title: "The article's Keras listing",
  framework: 'keras',
  layout: 'NHWC',
  conventions: {
    stemPadding: 'same',
    stemNormalized: true,
    bias: true,
    separable: 'one-layer',
    padding: 'same',
    shortcutNormalized: true,
    merge: 'concat',
    batchNorm: { epsilon: 1e-3, momentum: 0.99 },
  },
  stem: [
    { filters: 32, stride: 2 },
    { filters: 64, stride: 1 },
  ],
  blocks: [
    { kind: 'A', flow: 'entry', sepconvs: [128, 128], leadingRelu: false, tail: [] },
    { kind: 'A', flow: 'entry', sepconvs: [256, 256], leadingRelu: false, tail: [] },
    { kind: 'A', flow: 'entry', sepconvs: [728, 728], leadingRelu: false, tail: [] },
    ...middleFlow(false),
    { kind: 'C', flow: 'exit', sepconvs: [728, 1024], leadingRelu: false, tail: [1536, 2048] },
  ],
  head: (classes) => [
    { kind: 'pool', mode: 'average' },
    { kind: 'dense', units: 2048, bias: true, activation: 'relu' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'dense', units: classes, bias: true, activation: 'softmax' },
  ],
  repairs: [],
};
