import { cacheFolder } from '../../scripts/setup/cacheFolder.mjs';
import { findKerasNeeds, provideKeras } from '../../scripts/setup/keras/provideKeras.mjs';
import { findPython311 } from '../../scripts/setup/keras/python311.mjs';
import { SetupError } from '../../scripts/setup/setupError.mjs';
import { benchFile } from '../peers/peerTable.mjs';
import { findPython310 } from './python310.mjs';
import { providePythonEnvironment } from './pythonEnvironment.mjs';

/** @typedef {import('../peers/peerTable.mjs').Peer['runsOn']} RunsOn */
/** @typedef {{ readonly program: string } | { readonly missing: string }} Interpreter */

/**
 * What the peers run on: Node, and Python environments of the cache. One that cannot be had here is told with the reason,
 * so that its peers are left out and named.
 * @param {ReadonlySet<RunsOn>} wanted
 * @param {import('../../scripts/setup/progress.mjs').Progress} progress
 * @returns {Promise<Map<RunsOn, Interpreter>>}
 */
export async function provideInterpreters(wanted, progress) {
  const cache = cacheFolder();
  /** @type {Readonly<Record<RunsOn, () => Promise<string>>>} */
  const ways = {
    node: async () => process.execPath,
    keras: async () => provideKeras({ ...(await findKerasNeeds()), cache, progress }),
    peers: async () => {
      const requirements = benchFile('requirements.txt');
      requireLinux();
      return providePythonEnvironment({
        ...{ cache, progress, requirements, name: 'onnxruntime-openvino' },
        python: await findPython311(),
      });
    },
    torch: async () => {
      const requirements = benchFile('requirements-torch.txt');
      requireLinux();
      return providePythonEnvironment({
        ...{ cache, progress, requirements, name: 'torch' },
        python: await findPython310(),
      });
    },
  };
  /** @type {Map<RunsOn, Interpreter>} */
  const interpreters = new Map();
  for (const name of wanted) {
    const found = await ways[name]().then(
      (program) => ({ program }),
      (/** @type {unknown} */ error) => {
        if (!(error instanceof SetupError)) throw error;
        return { missing: error.message };
      },
    );
    interpreters.set(name, found);
  }
  return interpreters;
}

function requireLinux() {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new SetupError(
    'Its packages are pinned for Linux on x86-64.',
    'Run the comparison there, or leave this peer out.',
  );
}
