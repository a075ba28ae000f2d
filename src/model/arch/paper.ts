import { STEM, xceptionBlocks, type NetworkDescription } from './networkDescription';

/**
 * The network of Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017, figure 5, in the
 * form of `keras.applications.xception.Xception`: 22,910,480 parameters, 8.36 GMACs at 299×299. The one with public
 * ImageNet weights.
 */
export const paper: NetworkDescription = {
  id: 'paper',
  title: "The paper's network (keras.applications)",
  framework: 'keras',
  layout: 'NHWC',
  conventions: {
    stemPadding: 'valid',
    stemNormalized: true,
    bias: false,
    separable: 'one-layer',
    padding: 'same',
    shortcutNormalized: true,
    merge: 'add',
    batchNorm: { epsilon: 1e-3, momentum: 0.99 },
  },
  stem: STEM,
  // Its input has just been through the stem's ReLU, so the first block alone starts without one.
  blocks: xceptionBlocks((block) => block > 0),
  head: (classes) => [
    { kind: 'pool', mode: 'average' },
    { kind: 'dense', units: classes, bias: true, activation: 'softmax' },
  ],
  repairs: [],
};
