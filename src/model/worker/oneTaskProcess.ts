import type { ChildProcess } from 'node:child_process';
import { Endpoint, type MethodMap } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import { childTransport } from './childTransport';
import { describeEnd, forkProcess, lastLinesOf } from './forkEnvironment';

export interface OneTaskOptions {
  /** Path of the bundled entry. */
  readonly entry: string;
  /** What is not finished when the process dies, for its error: `The export`. */
  readonly task: string;
  /** On top of the environment that each process of ours gets. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A process that is asked to end may take so long to remove what it has written. */
const CLEANING_MS = 10_000;

/**
 * Has a task done by a process of its own, which is let go of afterwards, and has time to remove what it had begun.
 *
 * @throws XceptionError what the task throws; `process-ended` when the process dies
 */
export async function withOneTaskProcess<Methods extends MethodMap, T>(
  { entry, task, env }: OneTaskOptions,
  work: (process: Endpoint<MethodMap, Methods>, child: ChildProcess) => Promise<T>,
): Promise<T> {
  const child = forkProcess(entry, [], env);
  const endpoint = new Endpoint<MethodMap, Methods>(childTransport(child), {});
  const ended = watch(child, (how) => {
    endpoint.close(new XceptionError('process-ended', `${task} was not finished: its process ${how}.`));
  });
  try {
    return await work(endpoint, child);
  } finally {
    if (child.connected) child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), CLEANING_MS);
    await ended;
    clearTimeout(late);
  }
}

/** @returns a promise that is kept once the process is gone and has said its last words */
function watch(child: ChildProcess, onEnd: (how: string) => void): Promise<void> {
  const lastLines = lastLinesOf(child);
  return new Promise((resolve) => {
    const end = (how: string): void => {
      onEnd(how);
      resolve();
    };
    child.once('error', (error) => {
      end(`could not be started: ${error.message}`);
    });
    // Not `close`, which does not come to whoever has closed the channel himself.
    child.once('exit', (code, signal) => {
      const tell = (): void => {
        end(`ended ${describeEnd(code, signal, lastLines)}`);
      };
      if (child.stderr?.readableEnded === false) child.stderr.once('end', tell);
      else tell();
    });
  });
}
