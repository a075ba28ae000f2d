import type { Tensor } from '@tensorflow/tfjs-node';
import type { ActivationName } from '../arch/layerOp';
import type { Tensorflow } from './nativeTensorflow';

/** An activation function, element by element; softmax along the last axis. */
export function activate(tf: Tensorflow, activation: ActivationName, value: Tensor): Tensor {
  switch (activation) {
    case 'linear':
      return value.clone();
    case 'gelu':
      return tf.mul(tf.mul(value, 0.5), tf.add(tf.erf(tf.mul(value, Math.SQRT1_2)), 1));
    case 'silu':
      return tf.mul(value, tf.sigmoid(value));
    default:
      return tf[activation](value);
  }
}
