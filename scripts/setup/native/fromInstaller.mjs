import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { lastLines, run } from '../run.mjs';
import { SetupError } from '../setupError.mjs';

/** In tfjs-node's package. */
const INSTALLER = path.join('scripts', 'install.js');
const TIMEOUT_MS = 20 * 60_000;

/**
 * Runs tfjs-node's own installer, which `ignore-scripts` kept npm from running: it fetches libtensorflow and a finished
 * binding from where the authors of TensorFlow.js keep them.
 * @param {string} root the repository
 * @param {import('./tfjsNode.mjs').TfjsNode} tfjs
 * @throws {SetupError}
 */
export async function runInstaller(root, tfjs) {
  if (!existsSync(path.join(tfjs.folder, INSTALLER))) {
    throw new SetupError(
      "tfjs-node's own installer does not come with an installed extension.",
      'Take TensorFlow from a clone, where "npm run setup" brings it: name its folder node_modules/@tensorflow/tfjs-node/lib/napi-v8 in the setting "xception.nativeFolder".',
    );
  }
  await rm(tfjs.target, { recursive: true, force: true });
  const result = await run(process.execPath, [INSTALLER], {
    cwd: tfjs.folder,
    timeoutMs: TIMEOUT_MS,
    env: withTools(root),
  });
  if (result.code === 0) return;
  throw new SetupError(
    result.timedOut ? "tfjs-node's installer did not end in time." : "tfjs-node's installer failed.",
    'Check the network (behind a proxy: set HTTPS_PROXY; with a mirror: set TFJS_NODE_CDN_STORAGE) and run it again.',
    { output: lastLines(result, 8) },
  );
}

/**
 * The installer calls node-pre-gyp by name, as npm would have put it on PATH.
 * @param {string} root
 * @returns {NodeJS.ProcessEnv}
 */
function withTools(root) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const tools = path.join(root, 'node_modules', '.bin');
  return { ...process.env, [name]: `${tools}${path.delimiter}${process.env[name] ?? ''}` };
}
