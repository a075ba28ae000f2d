import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { provideTargetPackage } from './targetPackage.mjs';

/** What of a package is run, and what must go with it: licences. */
const WANTED = /(\.(js|cjs|mjs|json|node|wasm|dylib|dll|so)|\.so\.[\d.]+|^(LICEN[CS]E|NOTICE)[^/]*)$/i;
/** Of h5wasm only the build for Node is loaded; SQLite's source lies beside its builds. */
const UNWANTED = [
  /\/node_modules\/h5wasm\/(dist\/(esm|iife)|src|test)(\/|$)/,
  /\/sharp\/install(\/|$)/,
  /\/@photostructure\/sqlite\/(src|scripts)(\/|$)/,
  // TensorFlow is published for glibc only.
  /\.musl\.node$/,
];
/** Builds for each system, in one package: SQLite's. */
const PREBUILT = /\/prebuilds\/([^/]+)(\/|$)/;

/**
 * Puts the packages that stay outside the bundles, and those they need, into the staged `dist/node_modules`. There the
 * bundles find them, and vsce, which would look through a `node_modules` beside package.json by rules of its own, takes
 * them as they are.
 * @param {object} request
 * @param {string} request.root the repository
 * @param {string} request.stage
 * @param {string} request.cache
 * @param {import('./targets.mjs').Target} request.target
 * @returns {Promise<readonly string[]>} folders, in the repository or the cache, of what was copied
 */
export async function stagePackages({ root, stage, cache, target }) {
  const { NATIVE } = /** @type {{ NATIVE: readonly string[] }} */ (
    createRequire(import.meta.url)(path.join(root, 'esbuild.js'))
  );
  /** @type {Map<string, string>} folder by name */
  const found = new Map();
  const wanted = NATIVE.filter((name) => name !== TENSORFLOW && !name.startsWith('h5wasm/'));
  for (const name of wanted) await collect(name, { root, cache, target }, found);
  const modules = path.join(stage, 'dist', 'node_modules');
  for (const [name, folder] of found) {
    await cp(folder, path.join(modules, name), {
      recursive: true,
      dereference: true,
      filter: (source) => isWanted(source, target.name),
    });
  }
  await writeLocator(modules);
  return [...found.values()];
}

const TENSORFLOW = '@tensorflow/tfjs-node';

/**
 * A package, what it depends on, and those of its optional packages that are for the target.
 * @param {string} name
 * @param {{ root: string, cache: string, target: import('./targets.mjs').Target }} context
 * @param {Map<string, string>} found
 * @param {string} [folder] where it lies, if not in the repository's packages
 */
async function collect(name, context, found, folder = path.join(context.root, 'node_modules', name)) {
  if (found.has(name)) return;
  found.set(name, folder);
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  for (const needed of Object.keys(manifest.dependencies ?? {})) await collect(needed, context, found);
  for (const optional of Object.keys(manifest.optionalDependencies ?? {})) {
    const place = await provideTargetPackage(optional, context);
    if (place) await collect(optional, context, found, place);
  }
}

/** @param {string} source @param {string} target */
async function isWanted(source, target) {
  const name = source.split(path.sep).join('/');
  const system = PREBUILT.exec(name)?.[1];
  if (system !== undefined && system !== target) return false;
  if (UNWANTED.some((pattern) => pattern.test(name))) return false;
  return (await stat(source)).isDirectory() || WANTED.test(path.basename(source));
}

/**
 * tfjs-node asks node-pre-gyp where its binding lies. The product answers for it (src/model/runtime/nativeFolder.ts), so
 * that of node-pre-gyp and its thirty packages this line is left.
 * @param {string} modules
 */
async function writeLocator(modules) {
  const folder = path.join(modules, '@mapbox', 'node-pre-gyp');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'package.json'),
    `${JSON.stringify({ name: '@mapbox/node-pre-gyp', main: 'index.js' })}\n`,
  );
  await writeFile(
    path.join(folder, 'index.js'),
    "exports.find = (manifest) => require('path').join(manifest, '..', 'lib', 'napi-v8', 'tfjs_binding.node');\n",
  );
}
