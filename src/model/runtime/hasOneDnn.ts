import { elements } from '../arch/elements';
import type { SavedGraph } from '../protobuf/graphDef';
import { GraphSession, type Values } from './graphSession';
import { oneDnnGraph } from './oneDnnGraph';

const FLOAT = { type: 'float' } as const;
const SIDE = 4;
const CHANNELS = 16;

let answer: boolean | undefined;

/**
 * Whether this libtensorflow has oneDNN's operations as {@link oneDnnGraph} writes them: those for x86 have, those for
 * other processors do not, and their names may change with any version. Asked by running two of them, once.
 */
export function hasOneDnn(): boolean {
  answer ??= tryOut();
  return answer;
}

function tryOut(): boolean {
  const ones = (...shape: readonly number[]): Values => ({
    shape,
    values: new Float32Array(elements(shape)).fill(1),
  });
  const bound = [
    ['depthwise', ones(3, 3, CHANNELS, 1)],
    ['pointwise', ones(1, 1, CHANNELS, CHANNELS)],
    ['bias', ones(CHANNELS)],
  ] as const;
  try {
    const session = new GraphSession(oneDnnGraph(sample(bound)), bound);
    try {
      const [result] = session.run('x', ones(1, SIDE, SIDE, CHANNELS), ['y']);
      // In the middle of the picture: nine ones, summed over the channels, and the bias.
      const middle = (SIDE + 1) * CHANNELS;
      return result?.values[middle] === 9 * CHANNELS + 1;
    } finally {
      session.dispose();
    }
  } catch {
    return false;
  }
}

/** A separable convolution. */
function sample(weights: readonly (readonly [string, Values])[]): SavedGraph {
  const strided = {
    T: FLOAT,
    strides: { ints: [1, 1, 1, 1] },
    padding: { string: 'SAME' },
    data_format: { string: 'NHWC' },
  };
  const inputs = [
    ['x', [1, SIDE, SIDE, CHANNELS]] as const,
    ...weights.map(([name, { shape }]) => [name, shape] as const),
  ];
  return {
    nodes: [
      ...inputs.map(([name, shape]) => ({
        name,
        op: 'Placeholder',
        inputs: [],
        attributes: { dtype: FLOAT, shape: { shape } },
      })),
      { name: 'spatial', op: 'DepthwiseConv2dNative', inputs: ['x', 'depthwise'], attributes: strided },
      { name: 'mixed', op: 'Conv2D', inputs: ['spatial', 'pointwise'], attributes: strided },
      { name: 'shifted', op: 'BiasAdd', inputs: ['mixed', 'bias'], attributes: { T: FLOAT } },
      { name: 'y', op: 'Relu', inputs: ['shifted'], attributes: { T: FLOAT } },
    ],
    inputs: [],
    outputs: [{ name: 'y', node: 'y', shape: [-1] }],
  };
}
