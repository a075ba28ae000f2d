import { STEM, xceptionBlocks, type NetworkDescription } from './networkDescription';
import { pytorchRepairs } from './pytorchRepairs';

/**
 * The article's PyTorch listing with {@link pytorchRepairs}. Against the Keras listing it has a stem without batch norm
 * or ReLU, valid-padded; a ReLU at the head of every block; biases on both halves of a separable convolution; shortcuts
 * without batch norm; PyTorch's epsilon and symmetric padding. 60,009,496 parameters (60,059,560 with batch norm's
 * running statistics), 18.46 GMACs at 299×299.
 */
export const pytorch: NetworkDescription = {
  id: 'pytorch',
  title: "The article's PyTorch listing, repaired",
  framework: 'pytorch',
  layout: 'NCHW',
  conventions: {
    stemPadding: 0,
    stemNormalized: false,
    bias: true,
    separable: 'two-layers',
    padding: 1,
    shortcutNormalized: false,
    merge: 'concat',
    batchNorm: { epsilon: 1e-5, momentum: 0.1 },
  },
  stem: STEM,
  blocks: xceptionBlocks(() => true),
  head: (classes) => [
    { kind: 'pool', mode: 'average' },
    { kind: 'dense', units: 2048, bias: true, activation: 'linear' },
    { kind: 'relu' },
    { kind: 'dense', units: classes, bias: true, activation: 'linear' },
    { kind: 'activation', activation: 'softmax' },
  ],
  repairs: pytorchRepairs,
};
