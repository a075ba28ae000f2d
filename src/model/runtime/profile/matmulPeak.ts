import { performance } from 'node:perf_hooks';
import { nativeTensorflow } from '../nativeTensorflow';
import { median } from './median';

/** Large enough to keep every core busy, small enough for a tenth of a second on two. */
const SIDE = 1024;
const RUNS = 7;

let measured: number | undefined;

/**
 * What this machine's cores do at best: GFLOPS (10^9 additions and multiplications a second) of a float32 matrix product,
 * `2 · 1024³` operations. Measured once and remembered.
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
    // The first product also starts the threads.
    return (2 * SIDE ** 3) / median(times.slice(1)) / 1e6;
  } finally {
    tf.dispose([a, b]);
  }
}
