import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { byHand, failed, Interruption } from './downloadErrors';
import type { DownloadOptions, FileOrder } from './fileOrder';
import { openResponse } from './openResponse';
import { notePart, partPath, readPart, removePart, type Part } from './partFile';
import { StallWatch } from './stallWatch';

const STALL_MS = 30_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * One try: asks for what is missing of a file and adds it to its part.
 *
 * @returns once the part has all bytes, whatever they are
 * @throws Interruption when another try may go on from here
 * @throws XceptionError `download-failed`, `timeout`, `cancelled`
 */
export async function receivePart(order: FileOrder, options: DownloadOptions): Promise<void> {
  const part = await readPart(order);
  if (part.size === order.bytes) return;
  const watch = new StallWatch(options.stallMs ?? STALL_MS, options.signal);
  try {
    const response = await openResponse(order.address, headersFor(part), {
      ...options,
      signal: watch.signal,
    });
    try {
      const start = await startOf(response, part, order);
      await write(response, start, order, options, watch);
    } finally {
      response.destroy();
    }
  } catch (thrown) {
    throw watch.reason(thrown, new URL(order.address).host);
  } finally {
    watch.dispose();
  }
}

function headersFor({ size, validator }: Part): Record<string, string> {
  const plain = { 'user-agent': 'xception', 'accept-encoding': 'identity' };
  if (size === 0 || validator === undefined) return plain;
  // If-Range: where the file is another by now, the server sends all of it.
  return { ...plain, range: `bytes=${size}-`, 'if-range': validator };
}

/** Where the bytes of an answer belong. */
async function startOf(response: IncomingMessage, { size }: Part, order: FileOrder): Promise<number> {
  const { statusCode = 0, statusMessage = '', headers } = response;
  const { host } = new URL(order.address);
  if (statusCode === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
    if (Number(start) === size && (total === '*' || Number(total) === order.bytes)) return size;
  }
  if (statusCode === 206 || statusCode === 416) {
    await removePart(order);
    throw new Interruption(`${host} could not go on where the download had stopped.`);
  }
  if ([408, 425, 429].includes(statusCode) || statusCode >= 500) {
    throw new Interruption(
      `${host} answered ${statusCode} ${statusMessage}.`,
      waitOf(headers['retry-after']),
    );
  }
  if (statusCode !== 200) {
    throw failed(
      `${order.address} is not to be had: ${host} answered ${statusCode} ${statusMessage}. ${byHand(order)}`,
    );
  }
  const announced = headers['content-length'];
  if (announced !== undefined && Number(announced) !== order.bytes) {
    throw failed(
      `${order.address} is not the published file: it has ${announced} bytes instead of ${order.bytes}. A proxy or a sign-in page may stand between. ${byHand(order)}`,
    );
  }
  // Weak tags say that files mean the same, not that their bytes are the same.
  const { etag } = headers;
  await removePart(order);
  await notePart(order, etag?.startsWith('"') === true ? etag : headers['last-modified']);
  return 0;
}

async function write(
  response: IncomingMessage,
  start: number,
  { file, bytes }: FileOrder,
  { onProgress }: DownloadOptions,
  watch: StallWatch,
): Promise<void> {
  const began = performance.now();
  const target = await open(partPath({ file }), start === 0 ? 'w' : 'r+');
  let done = start;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      watch.alive();
      if (done + chunk.length > bytes) throw failed(`${file}: more came than the published file has.`);
      await target.write(chunk, 0, chunk.length, done);
      done += chunk.length;
      onProgress?.({ done, total: bytes, rate: (1000 * (done - start)) / (performance.now() - began) });
    }
    await target.sync();
  } finally {
    await target.close();
  }
  if (done < bytes) throw new Interruption(`Only ${done} of ${bytes} bytes came.`);
}

function waitOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter);
  return retryAfter === undefined || Number.isNaN(seconds)
    ? undefined
    : Math.min(1000 * Math.max(seconds, 0), LONGEST_WAIT_MS);
}
