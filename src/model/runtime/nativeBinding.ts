import path from 'node:path';
import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding';
import { XceptionError } from '../../shared/xceptionError';

/** Where tfjs-node keeps its binding: `binary` in its package.json, for Node-API 8. */
const BINDING = path.join('lib', 'napi-v8', 'tfjs_binding.node');

let loaded: TFJSBinding | undefined;

/**
 * tfjs-node's native binding by itself. TensorFlow's JavaScript API doubles the time to load and adds 40 MB; whoever only
 * runs a graph needs none of it. Both share one binding where both are loaded.
 *
 * @throws XceptionError `native-missing` with what to do, when the binding or libtensorflow is absent or does not load
 */
export function nativeBinding(): TFJSBinding {
  if (loaded) return loaded;
  // TensorFlow logs each CPU feature it would use if it were built for it; warnings and errors still come through.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  try {
    const tfjsNode = path.dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
    // An import would load 600 MB of native code with this module, before anyone can explain a failure.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    loaded = require(path.join(tfjsNode, BINDING)) as TFJSBinding;
  } catch (thrown) {
    throw nativeMissing(thrown);
  }
  return loaded;
}

/** Why TensorFlow is not there, and what to do. */
export function nativeMissing(thrown: unknown): XceptionError {
  const detail = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
  return new XceptionError(
    'native-missing',
    `Native TensorFlow could not be loaded (${detail}). Run "npm run doctor" in the extension's folder: it tells what is missing and how to get it.`,
    { cause: thrown },
  );
}
