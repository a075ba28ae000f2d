import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../scripts/setup/run.mjs';
import { loadAverage, machine } from '../measure/machine.mjs';
import { inTurn, sample } from '../measure/statistics.mjs';
import { benchFile } from '../peers/peerTable.mjs';

/** What needs no TensorFlow. */
const COMMANDS = [
  ['summary', '--network', 'paper'],
  ['trace', '--network', 'paper'],
  ['diff', 'paper', 'article'],
];
const NOTHING = ['--version'];

/**
 * How long the commands take that only describe networks, as whole commands and less what Node takes to start, and which
 * native libraries they load (Linux: from /proc/self/maps, as they end).
 * @param {object} request
 * @param {string} request.root
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measureStructure({ root, progress, quick }) {
  const cli = path.join(root, 'dist', 'cli.js');
  const runners = [['-e', ''], ...[NOTHING, ...COMMANDS].map((args) => [cli, ...args])];
  const times = await progress.step('Describing networks', () =>
    inTurn(runners, quick ? 3 : 15, async (args) => {
      const start = performance.now();
      const { code, stderr } = await run(process.execPath, args);
      if (code !== 0) throw new Error(`${args.join(' ')} failed:\n${stderr}`);
      return [performance.now() - start];
    }),
  );
  const commands = [];
  for (const [args, own] of times) {
    const name = args[0] === cli ? `xception ${args.slice(1).join(' ')}` : "node -e ''";
    commands.push({ name, libraries: await nativeLibraries(args), ...sample(own) });
  }
  return {
    kind: /** @type {const} */ ('structure'),
    date: new Date().toISOString(),
    quick,
    machine: machine(),
    load: { after: loadAverage() },
    commands,
    // The same look at the process that computes finds some, or it would prove nothing.
    withTensorFlow: await nativeLibraries(['-e', `require(${JSON.stringify(binding(root))})`]),
  };
}

/** @param {string} root */
function binding(root) {
  return path.join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'lib', 'napi-v8', 'tfjs_binding.node');
}

/**
 * @param {readonly string[]} args of Node
 * @returns {Promise<string[] | null>} names of the shared libraries that are not the system's; null where the system does not tell
 */
async function nativeLibraries(args) {
  if (process.platform !== 'linux') return null;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'xception-bench-'));
  try {
    const list = path.join(folder, 'libraries');
    const { code, stderr } = await run(
      process.execPath,
      ['--import', benchFile('subjects/listLibraries.mjs'), ...args],
      {
        env: { ...process.env, XCEPTION_BENCH_LIBRARIES: list, TF_CPP_MIN_LOG_LEVEL: '3' },
      },
    );
    if (code !== 0) throw new Error(`${args.join(' ')} failed:\n${stderr}`);
    return JSON.parse(await readFile(list, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
