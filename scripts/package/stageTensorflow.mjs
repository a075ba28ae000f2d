import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

/**
 * Puts tfjs-node into the staged `dist/node_modules`: TensorFlow.js and what it needs as one file instead of 280 MB of
 * packages, its package.json, and the native parts.
 * @param {object} request
 * @param {import('../setup/native/tfjsNode.mjs').TfjsNode} request.tfjs
 * @param {string} request.stage
 * @param {string} [request.packed] folder with the compressed libraries; without it the package is slim
 * @param {string} [request.binding] the compiled binding that a slim package brings
 * @returns {Promise<readonly string[]>} files that went into the bundle
 */
export async function stageTensorflow({ tfjs, stage, packed, binding }) {
  const folder = path.join(stage, 'dist', 'node_modules', '@tensorflow', 'tfjs-node');
  const { metafile } = await esbuild.build({
    absWorkingDir: path.resolve(tfjs.folder, '..', '..', '..'),
    entryPoints: [path.join(tfjs.folder, 'dist', 'index.js')],
    outfile: path.join(folder, 'dist', 'index.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    external: ['@mapbox/node-pre-gyp'],
    metafile: true,
    logLevel: 'error',
  });
  const facts = { name: '@tensorflow/tfjs-node', version: tfjs.version(), main: 'dist/index.js' };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(facts)}\n`);
  if (packed) await cp(packed, path.join(folder, 'lib', 'packed'), { recursive: true });
  else await stageSources(tfjs, folder, binding);
  return Object.keys(metafile.inputs);
}

/**
 * A slim package compiles the binding where it does not bring one.
 * @param {import('../setup/native/tfjsNode.mjs').TfjsNode} tfjs
 * @param {string} folder
 * @param {string | undefined} binding
 */
async function stageSources(tfjs, folder, binding) {
  if (binding) {
    await mkdir(path.join(folder, 'lib', 'prebuilt'), { recursive: true });
    await cp(binding, path.join(folder, 'lib', 'prebuilt', path.basename(binding)));
    return;
  }
  await cp(path.join(tfjs.folder, 'binding'), path.join(folder, 'binding'), { recursive: true });
  const headers = path.join(folder, '..', '..', 'node-api-headers');
  await cp(tfjs.nodeHeaders, path.join(headers, 'include'), { recursive: true });
}
