import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { XceptionError } from '../../shared/xceptionError';
import { byHand, failed, tryError } from './downloadErrors';
import { withFileLock } from './fileLock';
import type { Checksum, DownloadOptions, FileOrder } from './fileOrder';
import { partPath, readPart, removePart } from './partFile';
import { receivePart } from './receivePart';

const RETRIES = 4;
const BACKOFF_MS = 1000;
/** A try that brings this much has been worth it, and the count begins anew. */
const WORTH_BYTES = 2 ** 20;

/**
 * Fetches a file, unless it is there. It gets its name only once it is whole and its checksum is right; what arrives
 * before lies beside it as `NAME.part`, and a later call goes on from there. Two processes that want the same file fetch
 * it once.
 *
 * @returns the file's path
 * @throws XceptionError `download-failed` with what to do; `timeout` when the server sends nothing more; `cancelled`
 */
export async function download(order: FileOrder, options: DownloadOptions = {}): Promise<string> {
  try {
    await mkdir(path.dirname(order.file), { recursive: true });
    await withFileLock(`${order.file}.lock`, () => fetchOnce(order, options), options);
    return order.file;
  } catch (thrown) {
    const error = tryError(thrown, order);
    throw error instanceof XceptionError ? error : failed(`${error.message} ${byHand(order)}`, error);
  }
}

async function fetchOnce(order: FileOrder, options: DownloadOptions): Promise<void> {
  const there = await stat(order.file).catch(() => undefined);
  if (there?.size === order.bytes) return;
  await requireSpace(order);
  const resumed = (await readPart(order)).size > 0;
  await receiveAll(order, options);
  // Bytes of another try may be those of another file, however much the server vouched for them: once, all are asked for anew.
  if (!(await isRight(order)) && resumed) {
    await removePart(order);
    await receiveAll(order, options);
  }
  if (!(await isRight(order))) {
    await removePart(order);
    throw failed(
      `What came from ${order.address} is not the published file: its ${order.checksum.algorithm} is not ${order.checksum.value}. It was thrown away. Try again; if it happens again, something on the way changes it. ${byHand(order)}`,
    );
  }
  await rename(partPath(order), order.file);
  await removePart(order);
}

/** Tries, and tries again with growing pauses, until all bytes are there. */
async function receiveAll(order: FileOrder, options: DownloadOptions): Promise<void> {
  const { signal, retries = RETRIES, backoffMs = BACKOFF_MS } = options;
  for (let failures = 0; ;) {
    const before = (await readPart(order)).size;
    try {
      await receivePart(order, options);
      return;
    } catch (thrown) {
      const error = tryError(thrown, order);
      if (error instanceof XceptionError) throw error;
      const brought = (await readPart(order)).size - before;
      failures = brought >= WORTH_BYTES ? 1 : failures + 1;
      if (failures > retries) {
        throw failed(
          `${error.message} ${failures} tries have failed; what has arrived is kept, and the next download goes on from there. ${byHand(order)}`,
          error,
        );
      }
      await pause(error.waitMs ?? backoffMs * 2 ** (failures - 1), signal);
    }
  }
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(milliseconds, undefined, signal && { signal }).catch((thrown: unknown) => {
    throw new XceptionError('cancelled', 'Cancelled.', { cause: thrown });
  });
}

/** @throws XceptionError `download-failed` before anything is fetched in vain */
async function requireSpace(order: FileOrder): Promise<void> {
  const disk = await statfs(path.dirname(order.file)).catch(() => undefined);
  if (!disk) return; // not every file system tells
  const { bavail, bsize } = disk;
  const missing = order.bytes - (await readPart(order)).size - bavail * bsize;
  if (missing > 0) {
    throw failed(
      `${path.dirname(order.file)} has no room for it: ${Math.ceil(missing / 1e6)} MB are missing. Make room or set XCEPTION_CACHE to another folder.`,
    );
  }
}

async function isRight(order: FileOrder): Promise<boolean> {
  return (await digestOf(partPath(order), order.checksum.algorithm)) === order.checksum.value;
}

/** A file's checksum, hexadecimal. */
export async function digestOf(file: string, algorithm: Checksum['algorithm']): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
