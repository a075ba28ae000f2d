import path from 'node:path';
import { InferenceClient } from '../model/worker/inferenceClient';
import type { CliContext } from './cliContext';
import { onInterrupt } from './interrupt';
import { ProgressBar } from './progressBar';

/** What a command works with while the inference process is there for it. */
export interface InferenceWork {
  readonly client: InferenceClient;
  readonly bar: ProgressBar;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** Works with an inference process of its own, which is ended whatever comes of it. */
export async function withInference<T>(
  { dist, stderr }: Pick<CliContext, 'dist' | 'stderr'>,
  work: (inference: InferenceWork) => Promise<T>,
): Promise<T> {
  const client = new InferenceClient({ entry: path.join(dist, 'worker.js') });
  const bar = new ProgressBar(stderr);
  const interrupt = onInterrupt();
  try {
    return await work({ client, bar, signal: interrupt.signal });
  } finally {
    bar.clear();
    interrupt.dispose();
    await client.dispose();
  }
}
