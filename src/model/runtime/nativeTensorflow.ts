import util from 'node:util';
import type * as Tf from '@tensorflow/tfjs-node';
import type { BackendInfo } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';

/** TensorFlow's JavaScript API on native kernels. */
export type Tensorflow = typeof Tf;

let loaded: Tensorflow | undefined;

/**
 * Loads TensorFlow with its native kernels, once.
 *
 * @throws XceptionError `native-missing` with what to do, when the binding or libtensorflow is absent or does not load
 */
export function nativeTensorflow(): Tensorflow {
  if (loaded) return loaded;
  giveBackRemovedHelpers();
  // TensorFlow logs each CPU feature it would use if it were built for it; warnings and errors still come through.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  try {
    // A static import would load 600 MB of native code with the module, before anyone can explain a failure.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    loaded = require('@tensorflow/tfjs-node') as Tensorflow;
  } catch (thrown) {
    const detail = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    throw new XceptionError(
      'native-missing',
      `Native TensorFlow could not be loaded (${detail}). Run "npm run doctor" in the extension's folder: it tells what is missing and how to get it.`,
      { cause: thrown },
    );
  }
  loaded.enableProdMode();
  return loaded;
}

interface NativeBackend {
  readonly binding?: { readonly TF_Version?: string };
}

/** Which library computes, and its own version. */
export function backendInfo(): BackendInfo {
  const backend = nativeTensorflow().backend() as NativeBackend;
  return { name: 'tensorflow', version: backend.binding?.TF_Version ?? 'unknown' };
}

/** tfjs-node 4.22 calls helpers that Node 23 removed from `util`; the editor's Node is newer than that. */
function giveBackRemovedHelpers(): void {
  const target = util as unknown as Record<string, unknown>;
  target['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  target['isArray'] ??= Array.isArray;
}
