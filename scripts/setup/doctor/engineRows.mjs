import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadCheck } from '../native/loadCheck.mjs';
import { readStamp } from '../native/stamp.mjs';
import { tfjsNode } from '../native/tfjsNode.mjs';
import { matchesInstalled, packagesAreCurrent } from '../packages.mjs';
import { lastLines, run } from '../run.mjs';
import { megabytes } from '../wheel.mjs';
import { nativeBytes } from './nativeBytes.mjs';
import { fact, missing, ok } from './row.mjs';

/** @typedef {import('./row.mjs').Row} Row */

const SETUP = 'Run "npm run setup".';
const SGEMM = 1024;

/** @param {string} root @returns {Row} */
export function packagesRow(root) {
  if (packagesAreCurrent(root) || matchesInstalled(root)) return ok('Packages', 'installed');
  const there = existsSync(path.join(root, 'node_modules'));
  return missing('Packages', there ? 'not those of package-lock.json' : 'not installed', SETUP);
}

/** @param {string} root @returns {Promise<Row>} */
export async function sharpRow(root) {
  if (!existsSync(path.join(root, 'node_modules', 'sharp')))
    return missing('Pictures', 'sharp is not installed', SETUP);
  const script =
    'const { versions } = require("sharp"); console.log(`sharp ${versions.sharp}, libvips ${versions.vips}`)';
  const result = await run(process.execPath, ['-e', script], { cwd: root, timeoutMs: 60_000 });
  if (result.code === 0) return ok('Pictures', result.stdout.trim());
  const why = `sharp does not load: ${lastLines(result, 1)}`;
  return missing(
    'Pictures',
    why,
    'Delete node_modules and run "npm run setup": the packages may be those of another system.',
  );
}

/**
 * tfjs-node, native TensorFlow and how fast it multiplies.
 * @param {string} root
 * @returns {Promise<Row[]>}
 */
export async function nativeRows(root) {
  const tfjs = tfjsNode(root);
  if (!existsSync(tfjs.folder)) {
    return [missing('TensorFlow', 'tfjs-node is not installed', SETUP)];
  }
  const package_ = ok('tfjs-node', tfjs.version());
  if (!existsSync(tfjs.binding)) {
    return [package_, missing('Native TensorFlow', 'not there yet', SETUP)];
  }
  const result = await loadCheck(root, { sgemm: SGEMM });
  if (!result.ok) {
    const why = `does not run: ${result.why.split('\n').at(-1)}`;
    return [package_, missing('Native TensorFlow', why, `${SETUP} It replaces what does not load.`)];
  }
  const source = readStamp(tfjs)?.source ?? 'not prepared by this set-up';
  return [
    package_,
    ok(
      'Native TensorFlow',
      `libtensorflow ${result.tensorflow}, ${megabytes(nativeBytes(tfjs.target))} MB (${source})`,
    ),
    fact('oneDNN', describeOneDnn(result.log, process.env['TF_ENABLE_ONEDNN_OPTS'])),
    fact('Instructions', describeInstructions(result.log)),
    fact(
      `sgemm ${SGEMM}`,
      `${Math.round(result.gflops ?? 0)} GFLOPS (median of 15, float32, with what else runs now)`,
    ),
  ];
}

/**
 * libtensorflow says so where oneDNN is on and nothing where it is off.
 * @param {string} log
 * @param {string | undefined} setting
 */
export function describeOneDnn(log, setting) {
  const state = /oneDNN custom operations are on/.test(log) ? 'on' : 'off';
  return setting === undefined
    ? `${state}, libtensorflow's own choice for this processor (TF_ENABLE_ONEDNN_OPTS is not set)`
    : `${state} (TF_ENABLE_ONEDNN_OPTS=${setting})`;
}

/** @param {string} log */
function describeInstructions(log) {
  const found = /following instructions: ([^,\n]*(?:, )?[^\n]*), in other operations/.exec(log)?.[1];
  return found ? `libtensorflow uses ${found}` : 'libtensorflow named none';
}
