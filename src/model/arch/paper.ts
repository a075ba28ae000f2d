import { middleFlow, type NetworkDescription } from './networkDescription';

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
  stem: [
    { filters: 32, stride: 2 },
    { filters: 64, stride: 1 },
  ],
  blocks: [
    // Its input has just been through the stem's ReLU, so this block alone starts without one.
    { kind: 'A', flow: 'entry', sepconvs: [128, 128], leadingRelu: false, tail: [] },
    { kind: 'A', flow: 'entry', sepconvs: [256, 256], leadingRelu: true, tail: [] },
    { kind: 'A', flow: 'entry', sepconvs: [728, 728], leadingRelu: true, tail: [] },
    ...middleFlow(true),
    { kind: 'C', flow: 'exit', sepconvs: [728, 1024], leadingRelu: true, tail: [1536, 2048] },
  ],
  head: (classes) => [
    { kind: 'pool', mode: 'average' },
    { kind: 'dense', units: classes, bias: true, activation: 'softmax' },
  ],
  repairs: [],
};
