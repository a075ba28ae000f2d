import { performance } from 'node:perf_hooks';
import { nativeTensorflow } from '../nativeTensorflow';

/**
 * Sides of the matrices and how often each product is run, half a second together on two cores. Long products keep many
 * cores busy; short ones find a moment in which nothing else runs, as single layers do.
 */
const PRODUCTS = [
  { side: 512, runs: 40 },
  { side: 1024, runs: 8 },
  { side: 2048, runs: 2 },
] as const;

/**
 * What this machine's cores do at best: GFLOPS (10^9 additions and multiplications a second) of a float32 matrix product,
 * `2 · side³` operations, the best of some. Measured anew each time: the machine may have been busy, or hot, the last time.
 */
export function matmulPeak(): number {
  return Math.max(...PRODUCTS.map(({ side, runs }) => best(side, runs)));
}

function best(side: number, runs: number): number {
  const tf = nativeTensorflow();
  const a = tf.randomUniform([side, side], -1, 1, 'float32', 1);
  const b = tf.randomUniform([side, side], -1, 1, 'float32', 2);
  try {
    const times = Array.from({ length: runs }, () => {
      const start = performance.now();
      const product = tf.matMul(a, b);
      const time = performance.now() - start;
      product.dispose();
      return time;
    });
    return (2 * side ** 3) / Math.min(...times) / 1e6;
  } finally {
    tf.dispose([a, b]);
  }
}
