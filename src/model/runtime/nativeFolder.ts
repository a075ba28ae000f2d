import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { cacheFolder } from '../cacheFolder';

/** File name of tfjs-node's binding; libtensorflow lies beside it. */
const BINDING = 'tfjs_binding.node';

/** Where tfjs-node keeps its binding: `binary` in its package.json, for Node-API 8. */
const OWN = path.join('lib', 'napi-v8');

/** Where tfjs-node's package lies: in a clone's packages, or in those that an installed extension brings. */
export function tfjsNodeFolder(): string {
  return path.dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
}

/** The folder in tfjs-node's package from which its binding is loaded. */
export function ownNativeFolder(): string {
  return path.join(tfjsNodeFolder(), OWN);
}

/** The folder with the libraries that an installed extension brings compressed; it need not exist. */
export function packedNativeFolder(): string {
  return path.join(tfjsNodeFolder(), 'lib', 'packed');
}

/**
 * The binding to load, with libtensorflow beside it. The first that is there:
 *
 * 1. in the folder that `XCEPTION_NATIVE` names;
 * 2. in tfjs-node's package, where the set-up or an installed extension puts it;
 * 3. in the cache folder, where the set-up of any clone leaves a finished one for this system and tfjs-node.
 *
 * @returns its path; where none is there, the second, so that loading it says what is missing
 * @throws XceptionError `native-missing` where `XCEPTION_NATIVE` names a folder without one
 */
export function findBinding(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['XCEPTION_NATIVE'];
  if (chosen) {
    const binding = path.join(path.resolve(chosen), BINDING);
    if (existsSync(binding)) return binding;
    throw new XceptionError(
      'native-missing',
      `There is no ${BINDING} in ${chosen}, the folder chosen for native TensorFlow (setting "xception.nativeFolder" or XCEPTION_NATIVE). Choose the folder that has it with libtensorflow beside it, or none.`,
    );
  }
  const own = path.join(ownNativeFolder(), BINDING);
  if (existsSync(own)) return own;
  return cachedBindings(path.join(cacheFolder(environment), 'native')).find(existsSync) ?? own;
}

/** Bindings in finished folders of the cache (they appear by a rename), the newest TensorFlow first. */
function cachedBindings(native: string): readonly string[] {
  const { version } = JSON.parse(readFileSync(path.join(tfjsNodeFolder(), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const fits = `_tfjs-node-${version}_${process.platform}-${process.arch}_`;
  try {
    return readdirSync(native)
      .filter((name) => name.startsWith('tensorflow-') && name.includes(fits))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((name) => path.join(native, name, BINDING));
  } catch {
    return [];
  }
}

/**
 * Tells tfjs-node, which asks node-pre-gyp, where the binding lies: both must use the one that {@link findBinding} chose,
 * or there are two TensorFlows in one process. To be called before tfjs-node is loaded.
 */
export function answerForNodePreGyp(binding: string): void {
  const id = require.resolve('@mapbox/node-pre-gyp', { paths: [tfjsNodeFolder()] });
  const locator = new Module(id);
  locator.exports = { find: () => binding };
  locator.loaded = true;
  require.cache[id] = locator;
}
