import { performance } from 'node:perf_hooks';
import { nativeTensorflow } from '../nativeTensorflow';

/** Large enough to keep every core busy, small enough for a fifth of a second on two. */
const SIDE = 2048;
const RUNS = 4;

let measured: number | undefined;

/**
 * What this machine's cores do at best: GFLOPS (10^9 additions and multiplications a second) of a float32 matrix product,
 * `2 · 2048³` operations, the best of a few. Measured once and remembered.
 */
export function matmulPeak(): number {
  measured ??= measure();
  return measured;
}

function measure(): number {
  const tf = nativeTensorflow();
  const a = tf.randomUniform([SIDE, SIDE], -1, 1, 'float32', 1);
  const b = tf.randomUniform([SIDE, SIDE], -1, 1, 'float32', 2);
  try {
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      const product = tf.matMul(a, b);
      const time = performance.now() - start;
      product.dispose();
      return time;
    });
    return (2 * SIDE ** 3) / Math.min(...times) / 1e6;
  } finally {
    tf.dispose([a, b]);
  }
}
