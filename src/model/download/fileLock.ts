import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { XceptionError } from '../../shared/xceptionError';

const BEAT_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 250;

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Lets one process at a time do a piece of work, as the set-up scripts do (`scripts/setup/lock.mjs`). A lock whose holder
 * no longer runs, or that nobody has touched for a minute, is taken over.
 *
 * @param onWait - called once when another process holds the lock
 * @throws XceptionError `cancelled` while waiting, else what the work throws
 */
export async function withFileLock<T>(
  file: string,
  work: () => Promise<T>,
  { signal, onWait }: { readonly signal?: AbortSignal | undefined; readonly onWait?: () => void } = {},
): Promise<T> {
  let told = false;
  while (!(await take(file))) {
    if (signal?.aborted) throw new XceptionError('cancelled', 'Cancelled.');
    if (await isStale(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) onWait?.();
    told = true;
    await sleep(POLL_MS);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, BEAT_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    // After a long sleep of the machine it may be another's by now.
    if (await isOurs(file)) await rm(file, { force: true }).catch(() => undefined);
  }
}

async function isOurs(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text === JSON.stringify(holder());
}

function holder(): Holder {
  return { pid: process.pid, host: os.hostname() };
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify(holder()));
    await handle.close();
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const age = Date.now() - (await stat(file)).mtimeMs;
    const { pid, host } = JSON.parse(await readFile(file, 'utf8')) as Holder;
    return age > STALE_MS || (host === os.hostname() && !isRunning(pid));
  } catch (thrown) {
    // Gone meanwhile, or its holder is just writing it: the next look tells.
    if (thrown instanceof SyntaxError) return (await ageOf(file)) > STALE_MS;
    return false;
  }
}

async function ageOf(file: string): Promise<number> {
  const info = await stat(file).catch(() => undefined);
  return info ? Date.now() - info.mtimeMs : 0;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
