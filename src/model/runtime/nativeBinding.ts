import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding';
import { XceptionError } from '../../shared/xceptionError';
import { findBinding } from './nativeFolder';

let loaded: { readonly file: string; readonly binding: TFJSBinding } | undefined;
let obstacle: XceptionError | undefined;

/**
 * tfjs-node's native binding by itself. TensorFlow's JavaScript API doubles the time to load and adds 40 MB; whoever only
 * runs a graph needs none of it. Both share one binding where both are loaded.
 *
 * @throws XceptionError `native-missing` with what to do, when the binding or libtensorflow is absent or does not load
 */
export function nativeBinding(): TFJSBinding {
  return load().binding;
}

/**
 * The file that {@link nativeBinding} is loaded from.
 *
 * @throws XceptionError `native-missing`
 */
export function nativeBindingFile(): string {
  return load().file;
}

/** From now on, {@link nativeBinding} throws this: what kept the library from being put into its place. */
export function nativeUnavailable(reason: XceptionError): void {
  obstacle = reason;
}

function load(): NonNullable<typeof loaded> {
  if (loaded) return loaded;
  if (obstacle) throw obstacle;
  // TensorFlow logs each CPU feature it would use if it were built for it; warnings and errors still come through.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  const file = findBinding();
  try {
    // An import would load 600 MB of native code with this module, before anyone can explain a failure.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    loaded = { file, binding: require(file) as TFJSBinding };
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
    `Native TensorFlow could not be loaded (${detail}). In the editor, "Xception: Fetch TensorFlow" gets it; in a clone, "npm run doctor" tells what is missing and how to get it. XCEPTION_NATIVE may name a folder that has it.`,
    { cause: thrown },
  );
}
