import { STEM, xceptionBlocks, type NetworkDescription } from './networkDescription';

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
  stem: STEM,
  blocks: xceptionBlocks(() => false),
  head: (classes) => [
    { kind: 'pool', mode: 'average' },
    { kind: 'dense', units: 2048, bias: true, activation: 'relu' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'dense', units: classes, bias: true, activation: 'softmax' },
  ],
  repairs: [],
};
