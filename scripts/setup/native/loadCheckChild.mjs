// Loads tfjs-node in a process of its own, so that a library that crashes takes only this process with it, and computes.
// Usage: node loadCheckChild.mjs ROOT [sgemm SIZE]. Prints one line of JSON.
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import { tfjsNode } from './tfjsNode.mjs';

const [root = '.', mode, size = '1024'] = process.argv.slice(2);

// tfjs-node calls two functions of node:util that Node 23 removed.
const legacy = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (util));
legacy['isNullOrUndefined'] ??= (/** @type {unknown} */ value) => value === null || value === undefined;
legacy['isArray'] ??= Array.isArray;

const { folder } = tfjsNode(path.resolve(root));
const tf = createRequire(path.join(folder, 'package.json'))(folder);

const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2]));
const values = Array.from(product.dataSync());
const expected = [19, 22, 43, 50];
if (values.join() !== expected.join())
  throw new Error(`matMul gave ${values.join()}, expected ${expected.join()}`);
if (tf.getBackend() !== 'tensorflow')
  throw new Error(`the backend is ${tf.getBackend()}, expected tensorflow`);

console.log(
  JSON.stringify({
    tensorflow: String(tf.backend().binding.TF_Version),
    gflops: mode === 'sgemm' ? sgemm(Number(size)) : undefined,
  }),
);

/** Median of 15 products of two n x n float32 matrices, in 10^9 floating-point operations a second. @param {number} n */
function sgemm(n) {
  const left = tf.randomNormal([n, n]);
  const right = tf.randomNormal([n, n]);
  const seconds = Array.from({ length: 20 }, () => {
    const started = process.hrtime.bigint();
    const result = tf.matMul(left, right);
    result.dataSync();
    const elapsed = Number(process.hrtime.bigint() - started) / 1e9;
    result.dispose();
    return elapsed;
  })
    .slice(5)
    .sort((a, b) => a - b);
  return (2 * n ** 3) / (seconds[7] ?? Number.NaN) / 1e9;
}
