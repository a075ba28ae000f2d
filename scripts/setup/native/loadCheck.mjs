import { fileURLToPath } from 'node:url';
import { lastLines, run } from '../run.mjs';

const CHILD = fileURLToPath(new URL('./loadCheckChild.mjs', import.meta.url));
const TIMEOUT_MS = 180_000;

/**
 * @typedef {{ ok: true, tensorflow: string, gflops?: number, log: string } | { ok: false, why: string }} LoadCheck
 *   log: what libtensorflow wrote about the processor and oneDNN
 */

/**
 * Loads tfjs-node with its native library in a child process and multiplies two matrices.
 * @param {string} root the repository
 * @param {{ sgemm?: number, env?: NodeJS.ProcessEnv }} [options] sgemm: also measure products of this size
 * @returns {Promise<LoadCheck>}
 */
export async function loadCheck(root, options = {}) {
  const args = options.sgemm ? [root, 'sgemm', String(options.sgemm)] : [root];
  const result = await run(process.execPath, [CHILD, ...args], {
    timeoutMs: TIMEOUT_MS,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '0', ...options.env },
  });
  if (result.timedOut) return { ok: false, why: `Loading it did not end within ${TIMEOUT_MS / 1000} s.` };
  if (result.code !== 0) return { ok: false, why: lastLines(result, 8) };
  const line = result.stdout.trim().split('\n').at(-1) ?? '';
  return { ok: true, log: result.stderr, ...JSON.parse(line) };
}
