import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Setting one of the ways to run a peer that are worth trying
 * @property {string} name for people
 * @property {object} options what the peer's `load` gets
 * @property {Readonly<Record<string, string>>} [env]
 *
 * @typedef {object} Peer
 * @property {string} id for `--only`
 * @property {string} name
 * @property {'node' | 'keras' | 'peers' | 'torch'} runsOn Node, or one of the Python environments
 * @property {string} program beside this file, or a bundle of esbuild.js
 * @property {keyof import('../setup/models.mjs').ModelFiles} model
 * @property {readonly Setting[]} settings
 * @property {string} [cold] a script under bench/cold
 */

/** This product, which is compared with all others. */
export const OURS = 'ours';

/** @type {readonly Peer[]} */
export const PEERS = [
  {
    id: OURS,
    name: 'Xception for VS Code',
    runsOn: 'node',
    program: '../../out/bench/ours.js',
    model: 'keras',
    settings: [{ name: 'as it is', options: { network: 'paper' } }],
  },
  {
    id: 'openvino',
    name: 'OpenVINO (Python)',
    runsOn: 'peers',
    program: 'openvino_peer.py',
    model: 'onnx',
    settings: [
      { name: 'latency hint', options: { hint: 'LATENCY' } },
      { name: 'throughput hint, side by side', options: { hint: 'THROUGHPUT', sideBySide: true } },
      { name: 'two streams, side by side', options: { hint: 'THROUGHPUT', streams: '2', sideBySide: true } },
    ],
  },
  {
    id: 'ort',
    name: 'ONNX Runtime (Python)',
    runsOn: 'peers',
    program: 'onnxruntime_peer.py',
    model: 'onnx',
    settings: [
      { name: 'all optimisations', options: { level: 'ORT_ENABLE_ALL' } },
      { name: 'all, no spinning', options: { level: 'ORT_ENABLE_ALL', spinning: false } },
      { name: 'extended optimisations', options: { level: 'ORT_ENABLE_EXTENDED' } },
    ],
    cold: 'onnxruntime_cold.py',
  },
  {
    id: 'ort-node',
    name: 'ONNX Runtime (Node)',
    runsOn: 'node',
    program: 'onnxruntimeNode.mjs',
    model: 'onnx',
    settings: [
      { name: 'all optimisations', options: { level: 'all' } },
      { name: 'extended optimisations', options: { level: 'extended' } },
    ],
    cold: 'onnxruntimeNodeCold.mjs',
  },
  {
    id: 'torch',
    name: 'PyTorch',
    runsOn: 'torch',
    program: 'torch_peer.py',
    model: 'safetensors',
    settings: [
      { name: 'eager, channels last', options: { way: 'eager', layout: 'channels_last' } },
      { name: 'frozen', options: { way: 'frozen', layout: 'contiguous' } },
      { name: 'frozen, channels last', options: { way: 'frozen', layout: 'channels_last' } },
      {
        name: 'frozen, channels last, threads that wait asleep',
        options: { way: 'frozen', layout: 'channels_last' },
        env: { OMP_WAIT_POLICY: 'PASSIVE' },
      },
      { name: 'optimized for inference', options: { way: 'optimized', layout: 'contiguous' } },
    ],
  },
  {
    id: 'keras',
    name: 'Keras on TensorFlow',
    runsOn: 'keras',
    program: 'keras_peer.py',
    model: 'keras',
    settings: [
      { name: 'predict_on_batch', options: { way: 'predict_on_batch' } },
      { name: 'tf.function', options: { way: 'function' } },
      { name: 'tf.function with XLA', options: { way: 'xla' } },
      { name: 'frozen graph', options: { way: 'frozen' } },
      { name: 'frozen graph, no oneDNN', options: { way: 'frozen' }, env: { TF_ENABLE_ONEDNN_OPTS: '0' } },
    ],
    cold: 'keras_cold.py',
  },
];

/** @param {string} name of a file under bench/ */
export function benchFile(name) {
  return fileURLToPath(new URL(path.posix.join('..', name), import.meta.url));
}

/**
 * @param {Pick<Peer, 'program'>} peer
 * @param {string} interpreter
 * @param {Readonly<Record<string, string>>} env
 * @returns {import('../measure/peerProcess.mjs').Command}
 */
export function peerCommand({ program }, interpreter, env) {
  return { command: interpreter, args: [...interpreterFlags(program), benchFile(`peers/${program}`)], env };
}

/**
 * Python without the user's own packages and without leaving compiled files in the repository.
 * @param {string} program
 */
export function interpreterFlags(program) {
  return program.endsWith('.py') ? ['-E', '-s', '-B'] : [];
}
