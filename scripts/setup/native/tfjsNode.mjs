import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Node-API level of the binding; tfjs-node looks for it in the folder of that name. */
export const NAPI_VERSION = 8;

/** File name of the binding. */
export const BINDING = 'tfjs_binding.node';

/**
 * The places in tfjs-node's package that matter here.
 * @param {string} root the repository
 */
export function tfjsNode(root) {
  const folder = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node');
  const target = path.join(folder, 'lib', `napi-v${NAPI_VERSION}`);
  return {
    folder,
    sources: ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(folder, 'binding', name)),
    target,
    binding: path.join(target, BINDING),
    nodeHeaders: path.join(root, 'node_modules', 'node-api-headers', 'include'),
    /** @returns {string} */
    version: () => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version,
  };
}

/** @typedef {ReturnType<typeof tfjsNode>} TfjsNode */
