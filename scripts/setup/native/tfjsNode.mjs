import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Node-API level of the binding; tfjs-node looks for it in the folder of that name. */
export const NAPI_VERSION = 8;

/** File name of the binding. */
export const BINDING = 'tfjs_binding.node';

/**
 * The places in tfjs-node's package that matter here.
 * @param {string} root the repository, or the folder of an installed extension
 */
export function tfjsNode(root) {
  const shipped = path.join(root, 'dist', 'node_modules');
  const packages = existsSync(shipped) ? shipped : path.join(root, 'node_modules');
  const folder = path.join(packages, '@tensorflow', 'tfjs-node');
  const target = path.join(folder, 'lib', `napi-v${NAPI_VERSION}`);
  return {
    folder,
    sources: ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(folder, 'binding', name)),
    target,
    binding: path.join(target, BINDING),
    /** A binding that an installed extension brings, so that no compiler is needed; it need not exist. */
    prebuilt: path.join(folder, 'lib', 'prebuilt', BINDING),
    nodeHeaders: path.join(packages, 'node-api-headers', 'include'),
    /** @returns {string} */
    version: () => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version,
  };
}

/** @typedef {ReturnType<typeof tfjsNode>} TfjsNode */
