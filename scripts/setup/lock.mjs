import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 250;

/**
 * Lets one process at a time do a piece of work. The holder touches the lock file while it works; a lock whose holder no
 * longer runs, or that nobody has touched for a minute, is taken over.
 *
 * Two processes could in theory take over the same stale lock at the same moment. That costs double work and nothing
 * else, because what is made under the lock appears by one atomic rename (see completeFolder.mjs).
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  await mkdir(path.dirname(file), { recursive: true });
  let told = false;
  while (!(await take(file))) {
    const holder = await readHolder(file);
    if (await isStale(file, holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) onWait?.(holder ? `process ${holder.pid}` : 'another process');
    told = true;
    await sleep(POLL_MS);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await readHolder(file))?.pid === process.pid) await rm(file, { force: true });
  }
}

/** @param {string} file @returns {Promise<boolean>} */
async function take(file) {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: os.hostname() }));
    await handle.close();
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file @returns {Promise<{ pid: number, host: string } | undefined>} */
async function readHolder(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {{ pid: number, host: string } | undefined} holder */
async function isStale(file, holder) {
  if (holder && holder.host === os.hostname() && !isRunning(holder.pid)) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}

/** @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
