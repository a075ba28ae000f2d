import type sharpFactory from 'sharp';
import { XceptionError } from '../../shared/xceptionError';

export type Sharp = typeof sharpFactory;

let loading: Promise<Sharp> | undefined;

/**
 * Loads the decoding library on first use, so that a missing native part is an error of the call that needs it and not of
 * the whole process. libvips' own cache of operations is off: over thousands of different pictures it would only grow.
 *
 * @throws XceptionError `native-missing`
 */
export function loadSharp(): Promise<Sharp> {
  loading ??= importSharp().catch((thrown: unknown) => {
    loading = undefined;
    throw thrown;
  });
  return loading;
}

/**
 * How many threads libvips may use for one picture, for the whole process; its default is the number of cores. Callers that
 * decode several pictures at a time want 1.
 *
 * @throws XceptionError `native-missing`
 */
export async function setDecodingThreads(threads: number): Promise<void> {
  (await loadSharp()).concurrency(threads);
}

async function importSharp(): Promise<Sharp> {
  try {
    const sharp = (await import('sharp')).default;
    sharp.cache(false);
    return sharp;
  } catch (thrown) {
    const reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    throw new XceptionError(
      'native-missing',
      `sharp, the library that decodes pictures, cannot be loaded: ${reason}. ` +
        'Install the package for this platform again.',
      { cause: thrown },
    );
  }
}
