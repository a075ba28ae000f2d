import path from 'node:path';
import { InferenceClient } from '../model/worker/inferenceClient';
import type { CliContext } from './cliContext';
import { withProgress, type ProgressWork } from './withProgress';

/** What a command works with while the inference process is there for it. */
export interface InferenceWork extends ProgressWork {
  readonly client: InferenceClient;
}

/** Works with an inference process of its own, which is ended whatever comes of it. */
export async function withInference<T>(
  context: Pick<CliContext, 'dist' | 'stderr'>,
  work: (inference: InferenceWork) => Promise<T>,
): Promise<T> {
  const client = new InferenceClient({ entry: path.join(context.dist, 'worker.js') });
  try {
    return await withProgress(context, (progress) => work({ client, ...progress }));
  } finally {
    await client.dispose();
  }
}
