import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Endpoint, type MethodMap } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import { childTransport } from '../worker/childTransport';
import { describeEnd, forkEnvironment } from '../worker/forkEnvironment';
import type { ExporterMethods } from './exporterProtocol';
import type { ExportRequest, ExportResult } from './exportRequest';

export interface ExporterOptions {
  /** Path of the bundled entry of the exporting process. */
  readonly entry: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: ExporterMethods['export']['progress']) => void;
}

/** A process that is asked to end may take so long to remove what it has written. */
const CLEANING_MS = 10_000;

/**
 * Writes a model in a process of its own.
 *
 * @throws XceptionError what the export throws; `process-ended` when the process dies; `cancelled`, once what was written is
 * removed
 */
export async function exportInProcess(
  request: ExportRequest,
  options: ExporterOptions,
): Promise<ExportResult> {
  const child = fork(options.entry, [], {
    serialization: 'advanced',
    execArgv: [],
    env: forkEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const endpoint = new Endpoint<MethodMap, ExporterMethods>(childTransport(child), {});
  const ended = watch(child, endpoint);
  try {
    const { signal, onProgress } = options;
    return await endpoint.call('export', request, { signal, onProgress });
  } finally {
    if (child.connected) child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), CLEANING_MS);
    await ended;
    clearTimeout(late);
  }
}

/** @returns a promise that is kept once the process is gone and has said its last words */
function watch(child: ChildProcess, endpoint: Endpoint<MethodMap, ExporterMethods>): Promise<void> {
  const lastLines: string[] = [];
  return new Promise((resolve) => {
    const end = (how: string): void => {
      endpoint.close(new XceptionError('process-ended', `The export was not finished: its process ${how}.`));
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
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (line) => lastLines.push(line));
    }
  });
}
