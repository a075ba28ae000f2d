import { startPeer } from '../measure/chooseSetting.mjs';
import { OURS, PEERS } from '../peers/peerTable.mjs';

/** @typedef {{ network: string, input?: { height: number, width: number } }} OwnSetting */

/**
 * This engine by itself in a process of its own.
 * @param {object} request
 * @param {string} request.root
 * @param {string} [request.model] a file; by default weights by formula
 * @param {OwnSetting} request.setting
 * @param {number} [request.threads] of TensorFlow's pool; by default one for each core
 */
export async function startOurs({ root, model = 'untrained', setting, threads }) {
  const peer = PEERS.find(({ id }) => id === OURS);
  if (!peer) throw new Error('This product is not among its peers.');
  const { process } = await startPeer(
    peer,
    { name: 'as it is', options: setting },
    {
      root,
      interpreters: new Map([['node', { program: globalThis.process.execPath }]]),
      models: { keras: model, onnx: model, safetensors: model },
      input: '',
      threads: threads ?? 0,
    },
    threads ? { TF_NUM_INTRAOP_THREADS: String(threads) } : {},
  );
  return process;
}
