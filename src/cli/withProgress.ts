import type { CliContext } from './cliContext';
import { onInterrupt } from './interrupt';
import { ProgressBar } from './progressBar';

/** What a command that takes a while works with. */
export interface ProgressWork {
  readonly bar: ProgressBar;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** Works under a line that tells how far it is, which is gone in the end, and until Ctrl+C. */
export async function withProgress<T>(
  { stderr }: Pick<CliContext, 'stderr'>,
  work: (progress: ProgressWork) => Promise<T>,
): Promise<T> {
  const bar = new ProgressBar(stderr);
  const interrupt = onInterrupt();
  try {
    return await work({ bar, signal: interrupt.signal });
  } finally {
    bar.clear();
    interrupt.dispose();
  }
}
