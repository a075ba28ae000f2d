import type { Settings } from './settings';

/** What a process of ours that loads TensorFlow finds in its environment. */
export function tensorflowEnvironment({
  threads,
  nativeFolder,
}: Pick<Settings, 'threads' | 'nativeFolder'>): Readonly<Record<string, string>> {
  return {
    // TensorFlow reads it when it starts; without it, each core gets a thread.
    ...(threads > 0 && { TF_NUM_INTRAOP_THREADS: String(threads) }),
    ...(nativeFolder !== '' && { XCEPTION_NATIVE: nativeFolder }),
  };
}
