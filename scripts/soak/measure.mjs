import { readdirSync, readFileSync } from 'node:fs';
import { run } from '../setup/run.mjs';

/**
 * What a process holds.
 * @typedef {object} Held
 * @property {number} residentMb
 * @property {number | undefined} files open files; undefined where the system does not tell
 *
 * @typedef {object} Sample
 * @property {number} minute since the beginning
 * @property {number} rounds
 * @property {Held} host this process
 * @property {Held | undefined} inference the inference process
 * @property {number} children processes that this one has started
 */

/**
 * @param {number} minute
 * @param {number} rounds
 * @returns {Promise<Sample>}
 */
export async function measure(minute, rounds) {
  const { stdout } = await run('ps', ['--ppid', String(process.pid), '-o', 'pid=,args=']);
  const children = stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.includes('ps --ppid'));
  const worker = children.find((line) => line.includes('worker.js'))?.split(' ')[0];
  return {
    minute,
    rounds,
    host: held('self', process.memoryUsage.rss()),
    inference: worker === undefined ? undefined : held(worker),
    children: children.length,
  };
}

/** @param {string} pid @param {number} [bytes] @returns {Held} */
function held(pid, bytes) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
    return { residentMb: kilobytes / 1000, files: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return { residentMb: (bytes ?? Number.NaN) / 1e6, files: undefined };
  }
}
