import util from 'node:util';
import type * as Tf from '@tensorflow/tfjs-node';
import type { BackendInfo } from '../../shared/classification';
import { nativeBinding, nativeBindingFile, nativeMissing } from './nativeBinding';
import { answerForNodePreGyp } from './nativeFolder';

/** TensorFlow's JavaScript API on native kernels. */
export type Tensorflow = typeof Tf;

let loaded: Tensorflow | undefined;

/**
 * Loads TensorFlow's JavaScript API on its native kernels, once: single operations and gradients, for looking inside.
 *
 * @throws XceptionError `native-missing` with what to do, when the binding or libtensorflow is absent or does not load
 */
export function nativeTensorflow(): Tensorflow {
  if (loaded) return loaded;
  answerForNodePreGyp(nativeBindingFile());
  giveBackRemovedHelpers();
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    loaded = require('@tensorflow/tfjs-node') as Tensorflow;
  } catch (thrown) {
    throw nativeMissing(thrown);
  }
  loaded.enableProdMode();
  return loaded;
}

/** Which library computes, and its own version. */
export function backendInfo(): BackendInfo {
  return { name: 'tensorflow', version: nativeBinding().TF_Version };
}

/** tfjs-node 4.22 calls helpers that Node 23 removed from `util`; the editor's Node is newer than that. */
function giveBackRemovedHelpers(): void {
  const target = util as unknown as Record<string, unknown>;
  target['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  target['isArray'] ??= Array.isArray;
}
