import path from 'node:path';
import type { ModelRequest } from '../../shared/classification';
import type { InspectionProgress, WeightsInspection } from '../../shared/inspection';
import { Endpoint, type CallOptions, type MethodMap } from '../../shared/rpc';
import type { WeightsComparison } from '../../shared/weightsComparison';
import { XceptionError } from '../../shared/xceptionError';
import { childTransport } from '../worker/childTransport';
import { forkProcess } from '../worker/forkEnvironment';
import type { ReaderMethods } from './reader/readerProtocol';
import { watchReader } from './reader/watchReader';

export interface ReaderOptions {
  /** Path of the bundled entry of the reader process. */
  readonly entry: string;
  readonly signal?: AbortSignal | undefined;
  /** A file that takes longer is given up; 30 seconds unless told. */
  readonly timeoutMs?: number;
  /** A file that makes its reader grow larger is given up; 1 GiB unless told. */
  readonly memoryLimitBytes?: number;
}

export interface InspectingOptions extends ReaderOptions {
  readonly onProgress?: (progress: InspectionProgress) => void;
}

/**
 * Reads a model file in a process of its own, which is ended whatever comes of it: a hostile or broken file can neither
 * hang its user's editor nor take its memory.
 *
 * @returns the path of a pack with the model's weights
 * @throws XceptionError what reading the file throws; `model-unreadable` when the process dies, hangs or grows too large;
 * `cancelled`
 */
export async function openInReader(request: ModelRequest, options: ReaderOptions): Promise<string> {
  const name = request.source.kind === 'file' ? path.basename(request.source.path) : request.title;
  return withReader(name, options, async (reader, memoryLimitBytes, call) => {
    const { pack } = await reader.call('open', { request, memoryLimitBytes }, call);
    return pack;
  });
}

/**
 * Tells what a weights file holds, read under the same limits as {@link openInReader}.
 *
 * @throws XceptionError as {@link openInReader}, but not for a sound file that fits no network: that is a report too
 */
export async function inspectInReader(file: string, options: InspectingOptions): Promise<WeightsInspection> {
  const { onProgress } = options;
  return withReader(path.basename(file), options, (reader, memoryLimitBytes, call) =>
    reader.call('inspect', { file, memoryLimitBytes }, { ...call, onProgress }),
  );
}

/**
 * Compares the weights of two files, under the same limits as {@link openInReader}, but for twice the time.
 *
 * @throws XceptionError as {@link inspectInReader}
 */
export async function compareInReader(
  a: string,
  b: string,
  options: InspectingOptions,
): Promise<WeightsComparison> {
  const { onProgress, timeoutMs = 60_000 } = options;
  const names = `${path.basename(a)} or ${path.basename(b)}`;
  return withReader(names, { ...options, timeoutMs }, (reader, memoryLimitBytes, call) =>
    reader.call('compare', { a, b, memoryLimitBytes }, { ...call, onProgress }),
  );
}

/** Asks one thing of a process that is ended whatever comes of it. */
async function withReader<T>(
  name: string,
  options: ReaderOptions,
  ask: (
    reader: Endpoint<MethodMap, ReaderMethods>,
    memoryLimitBytes: number,
    call: CallOptions<never>,
  ) => Promise<T>,
): Promise<T> {
  const { signal, timeoutMs = 30_000, memoryLimitBytes = 2 ** 30 } = options;
  if (signal?.aborted) throw new XceptionError('cancelled', 'Cancelled.');
  const child = forkProcess(options.entry);
  const endpoint = new Endpoint<MethodMap, ReaderMethods>(childTransport(child), {});
  const endWatch = watchReader(child, { timeoutMs, memoryLimitBytes }, (reason) => {
    endpoint.close(
      new XceptionError(
        'model-unreadable',
        `${name} could not be read: ${reason}. The file may be damaged; copy or download it again, or choose another.`,
      ),
    );
  });
  try {
    return await ask(endpoint, memoryLimitBytes, { signal });
  } finally {
    endWatch();
    child.kill('SIGKILL');
  }
}
