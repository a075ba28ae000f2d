import type { Tensor } from '@tensorflow/tfjs-node';
import type { Tensorflow } from './nativeTensorflow';

/**
 * The greatest value of each map, `[N, H, W, C]` to `[N, C]`, with TensorFlow's own gradient: places that share the
 * maximum share its gradient too (tensorflow/python/ops/math_grad.py, `_MinOrMaxGrad`). `tf.max` of TensorFlow.js gives
 * each of them all of it, which counts a map that ReLU cut to zero as often as it has places.
 */
export function globalMax(tf: Tensorflow, maps: Tensor): Tensor {
  const withGradient = tf.customGrad((...args) => {
    const [x, save] = args as [Tensor, (tensors: Tensor[]) => void];
    const value = tf.max(x, [1, 2]);
    save([x, value]);
    return {
      value,
      gradFunc: (upstream: Tensor, saved: Tensor[]) => {
        const [input = x, greatest = value] = saved;
        const [batch = 1, channels = 1] = greatest.shape;
        const spread = (of: Tensor): Tensor => tf.reshape(of, [batch, 1, 1, channels]);
        const places = tf.cast(tf.equal(input, spread(greatest)), 'float32');
        return tf.mul(tf.div(places, tf.sum(places, [1, 2], true)), spread(upstream));
      },
    };
  });
  return withGradient(maps);
}
