import { readFileSync } from 'node:fs';
import os from 'node:os';
import { run } from '../run.mjs';
import { fact } from './row.mjs';

/** Those that decide which convolution kernels run. */
const FEATURES = /^(avx2?|avx512\w*|avx_vnni|amx\w*|fma|f16c|asimd|neon|sve2?|bf16|i8mm)$/;

/** @returns {Promise<import('./row.mjs').Row[]>} */
export async function processorRows() {
  const model = os.cpus()[0]?.model.trim() ?? 'unknown';
  const features = await processorFeatures();
  const threads = process.env['TF_NUM_INTRAOP_THREADS'] ?? String(os.availableParallelism());
  return [
    fact('Processor', `${model}: ${features.join(' ') || 'no vector features found'}`),
    fact('Threads', `${threads} of ${os.availableParallelism()} for TensorFlow`),
    fact('Memory', `${(os.freemem() / 1e9).toFixed(1)} GB free of ${(os.totalmem() / 1e9).toFixed(1)} GB`),
  ];
}

/** @returns {Promise<string[]>} in lower case, as Linux calls them */
async function processorFeatures() {
  if (process.platform === 'linux') {
    const line = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
    return pick(line);
  }
  if (process.platform === 'darwin') {
    const { stdout } = await run('sysctl', ['-n', 'machdep.cpu.features', 'machdep.cpu.leaf7_features']);
    return process.arch === 'arm64' ? ['neon'] : pick(stdout);
  }
  return [];
}

/** @param {string} text */
function pick(text) {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((name) => name.replace('avx1.0', 'avx'))
    .filter((name) => FEATURES.test(name));
}
