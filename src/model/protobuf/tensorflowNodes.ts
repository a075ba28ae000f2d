import type { Attribute, GraphNode } from './graphDef';

/*
 * What TensorFlow's graphs of this product have in common: how constants, windows, paddings and activations are told.
 */

export const FLOAT: Attribute = { type: 'float' };
export const INT32: Attribute = { type: 'int32' };

/** TensorFlow's word for a window's padding, with the pixels to be padded before where it has none. */
interface WindowPadding {
  readonly word: string;
  readonly explicit?: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
}

export function floatConstant(name: string, shape: readonly number[], values: readonly number[]): GraphNode {
  return constant(name, { dtype: FLOAT, value: { floatTensor: { shape, values } } });
}

export function intConstant(name: string, shape: readonly number[], values: readonly number[]): GraphNode {
  return constant(name, { dtype: INT32, value: { intTensor: { shape, values } } });
}

function constant(name: string, attributes: GraphNode['attributes']): GraphNode {
  return { name, op: 'Const', inputs: [], attributes };
}

/** What a window over rows and columns is told: its steps and its padding. */
export function windowAttributes(stride: number, { word }: WindowPadding): GraphNode['attributes'] {
  return { strides: square(stride), padding: { string: word }, data_format: { string: 'NHWC' } };
}

/** A size or a step along rows and columns. */
export function square(size: number): Attribute {
  return { ints: [1, size, size, 1] };
}

/** The input with pixels around it, under `name`, and before it what it needs; nothing where no pixels are asked for. */
export function padNodes(
  name: string,
  input: string,
  { explicit }: WindowPadding,
  value: number,
): readonly GraphNode[] {
  if (!explicit) return [];
  const { top, bottom, left, right } = explicit;
  const amounts = intConstant(`${name}/amounts`, [4, 2], [0, 0, top, bottom, left, right, 0, 0]);
  const filling = floatConstant(`${name}/value`, [], [value]);
  const inputs = [input, amounts.name, filling.name];
  const attributes = { T: FLOAT, Tpaddings: INT32 };
  return [amounts, filling, { name, op: 'PadV2', inputs, attributes }];
}

/** Activations that TensorFlow has as one operation. */
const ACTIVATION_OPS = {
  linear: 'Identity',
  relu: 'Relu',
  softmax: 'Softmax',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  elu: 'Elu',
  selu: 'Selu',
  softplus: 'Softplus',
} as const;

/** An activation under `name`, and before it what it is made of. */
export function activationNodes(
  activation: keyof typeof ACTIVATION_OPS | 'silu' | 'gelu',
  name: string,
  input: string,
): readonly GraphNode[] {
  const node = (own: string, op: string, inputs: readonly string[]): GraphNode => ({
    name: own,
    op,
    inputs,
    attributes: { T: FLOAT },
  });
  switch (activation) {
    case 'silu': {
      const sigmoid = node(`${name}/sigmoid`, 'Sigmoid', [input]);
      return [sigmoid, node(name, 'Mul', [input, sigmoid.name])];
    }
    case 'gelu': {
      // Keras' default is the exact form, x/2 · (1 + erf(x/√2)).
      const root = floatConstant(`${name}/root`, [], [Math.SQRT1_2]);
      const one = floatConstant(`${name}/one`, [], [1]);
      const half = floatConstant(`${name}/half`, [], [0.5]);
      const times = node(`${name}/times`, 'Mul', [input, root.name]);
      const erf = node(`${name}/erf`, 'Erf', [times.name]);
      const plus = node(`${name}/plus`, 'AddV2', [erf.name, one.name]);
      const halved = node(`${name}/halved`, 'Mul', [input, half.name]);
      return [root, one, half, times, erf, plus, halved, node(name, 'Mul', [halved.name, plus.name])];
    }
    default:
      return [node(name, ACTIVATION_OPS[activation], [input])];
  }
}
