import type { ChildProcess } from 'node:child_process';
import { describeEnd, lastLinesOf } from '../../worker/forkEnvironment';
import { MEMORY_EXIT_CODE } from './readerProtocol';
import { residentBytes } from './residentBytes';

export interface ReaderLimits {
  readonly timeoutMs: number;
  readonly memoryLimitBytes: number;
}

const WATCH_MS = 50;

/**
 * Watches over a reader process until it has answered.
 *
 * @param fail - called, once or more, with why the process will not answer
 * @returns what ends the watch
 */
export function watchReader(
  child: ChildProcess,
  { timeoutMs, memoryLimitBytes }: ReaderLimits,
  fail: (reason: string) => void,
): () => void {
  const tooLarge = `it needed more than ${Math.round(memoryLimitBytes / 2 ** 20)} MB of memory`;
  const lastLines = lastLinesOf(child);
  child.once('error', (error) => {
    fail(`the process for it could not be started: ${error.message}`);
  });
  // Not `exit`: its last words may still be on their way then.
  child.once('close', (code, signal) => {
    fail(
      code === MEMORY_EXIT_CODE
        ? tooLarge
        : `the process for it ended ${describeEnd(code, signal, lastLines)}`,
    );
  });
  const timeout = setTimeout(() => {
    fail(`it took longer than ${timeoutMs / 1000} seconds`);
  }, timeoutMs);
  // The process watches itself too, but not while it is inside the HDF5 library.
  const watch = setInterval(() => {
    if (child.pid === undefined) return;
    void residentBytes(child.pid).then((bytes = 0) => {
      if (bytes > memoryLimitBytes) fail(tooLarge);
    });
  }, WATCH_MS);
  return () => {
    clearTimeout(timeout);
    clearInterval(watch);
  };
}
