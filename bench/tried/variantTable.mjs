/**
 * What was tried for the fast path, in the order of the table; `variants.ts` says how each is written.
 * @typedef {object} VariantRow
 * @property {string} id
 * @property {string} title
 * @property {Readonly<Record<string, string>>} [env] for the process, before TensorFlow is loaded
 */

/** The product's own way. */
export const CHOSEN = 'kept-sums';

/** @type {readonly VariantRow[]} */
export const VARIANT_ROWS = [
  {
    id: 'eigen',
    title: "TensorFlow's choice, its oneDNN off",
    env: { TF_ENABLE_ONEDNN_OPTS: '0' },
  },
  {
    id: 'tensorflow',
    title: "TensorFlow's choice, its oneDNN on",
    env: { TF_ENABLE_ONEDNN_OPTS: '1' },
  },
  { id: 'matmul', title: 'the same, pointwise convolutions as matrix products' },
  { id: 'constants', title: 'the same, weights as constants of the graph' },
  { id: 'fed', title: "oneDNN's operations, kernels brought into their layout in every run" },
  { id: 'kept', title: "oneDNN's operations, kernels kept in their layout" },
  { id: CHOSEN, title: 'the same, residual sums inside the convolutions: what is used' },
  {
    id: 'one-queue',
    title: 'the same, one operation at a time',
    env: { TF_NUM_INTEROP_THREADS: '1' },
  },
  { id: 'channels-first', title: 'the same, channels first (NCHW)' },
];
