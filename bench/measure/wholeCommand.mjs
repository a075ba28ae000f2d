import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** How often a process tree is looked at for its memory. */
const SAMPLE_MS = 20;

/**
 * @typedef {object} CommandRun
 * @property {number} firstLabelMs from start to the first label on standard output
 * @property {number} endMs from start to its end
 * @property {number} [biggestBytes] highest resident memory of the biggest process of its tree
 * @property {number} [treeBytes] highest sum of resident memory over the tree, as sampled
 */

/**
 * Runs a command line as a person does, and takes the time.
 * @param {import('./peerProcess.mjs').Command} command
 * @param {object} options
 * @param {RegExp} options.label how its output shows that a picture has its label
 * @param {boolean} [options.watchMemory] looks at its process tree meanwhile; leave it out where the time counts
 * @returns {Promise<CommandRun>}
 * @throws {Error} with what it said where it failed or gave no label
 */
export function runWholeCommand({ command, args, env = {} }, { label, watchMemory = false }) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let firstLabelMs = NaN;
    let output = '';
    let log = '';
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      if (Number.isNaN(firstLabelMs) && label.test(output)) firstLabelMs = performance.now() - start;
    });
    child.stderr
      .setEncoding('utf8')
      .on('data', (/** @type {string} */ text) => (log = (log + text).slice(-4000)));
    const memory = new TreeMemory(child.pid ?? 0);
    const timer = watchMemory ? setInterval(() => memory.look(), SAMPLE_MS) : undefined;
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(timer);
      const endMs = performance.now() - start;
      if (code !== 0 || Number.isNaN(firstLabelMs)) {
        reject(new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${output}${log}`));
        return;
      }
      resolve({
        firstLabelMs,
        endMs,
        ...(watchMemory && { biggestBytes: memory.biggest, treeBytes: memory.together }),
      });
    });
  });
}

/** Resident memory of a process and its descendants, from /proc. */
class TreeMemory {
  biggest = 0;
  together = 0;

  /** @param {number} pid */
  constructor(pid) {
    this.pid = pid;
  }

  look() {
    let sum = 0;
    for (const pid of treeOf(this.pid)) {
      const { highest, resident } = residentMemory(pid);
      this.biggest = Math.max(this.biggest, highest);
      sum += resident;
    }
    this.together = Math.max(this.together, sum);
  }
}

/** @param {number} pid @returns {{ resident: number, highest: number }} bytes; 0 for a process that has gone */
export function residentMemory(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const value = (/** @type {string} */ name) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
    return { resident: value('VmRSS'), highest: value('VmHWM') };
  } catch {
    return { resident: 0, highest: 0 };
  }
}

/** @param {number} pid @returns {number[]} */
function treeOf(pid) {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return [pid, ...children.flatMap(treeOf)];
  } catch {
    return [];
  }
}
