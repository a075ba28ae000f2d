import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { cacheFolder } from '../cacheFolder';
import { unpackNative } from '../download/unpackNative';
import { nativeUnavailable } from '../runtime/nativeBinding';
import { ownNativeFolder, packedNativeFolder } from '../runtime/nativeFolder';

/**
 * Unpacks the libraries that an installed extension brings, at the first start of a process that needs them. What is asked
 * of the process meanwhile waits in its channel; what fails is told when TensorFlow is needed.
 */
export async function unpackOnce(): Promise<void> {
  if (process.env['XCEPTION_NATIVE']) return;
  try {
    await unpackNative(packedNativeFolder(), (name) => [
      ownNativeFolder(),
      path.join(cacheFolder(), 'native', name),
    ]);
  } catch (thrown) {
    nativeUnavailable(XceptionError.from(thrown, 'native-missing'));
  }
}
