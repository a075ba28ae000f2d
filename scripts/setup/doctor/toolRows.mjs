import { findCompiler } from '../native/compile.mjs';
import { nodeIsSupported, oldestNode } from '../nodeVersion.mjs';
import { npmCommand } from '../packages.mjs';
import { findPython } from '../python.mjs';
import { run } from '../run.mjs';
import { SetupError } from '../setupError.mjs';
import { fact, missing, ok, wanted } from './row.mjs';

/** @typedef {import('./row.mjs').Row} Row */

/** @param {string} root @returns {Row} */
export function nodeRow(root) {
  const needed = oldestNode(root);
  const value = `${process.versions.node} (${process.platform}-${process.arch}); ${needed} or newer is needed`;
  return nodeIsSupported(root)
    ? ok('Node.js', value)
    : missing('Node.js', value, 'Install a current Node.js.');
}

/** @param {string} root @returns {Promise<Row>} */
export async function npmRow(root) {
  const { command, args, shell } = npmCommand();
  const result = await run(command, [...args, '--version'], { cwd: root, shell, timeoutMs: 60_000 });
  return result.code === 0
    ? ok('npm', result.stdout.trim())
    : wanted('npm', 'not found', 'Install Node.js with npm; it installs the packages.');
}

/**
 * Python and a compiler are needed only to prepare what is not there yet.
 * @returns {Promise<Row[]>}
 */
export async function buildToolRows() {
  return Promise.all([
    toRow('Python with pip', async () => {
      const python = await findPython();
      return `${python.version}, pip ${python.pipVersion} (${python.command})`;
    }),
    process.platform === 'win32'
      ? fact('C++ compiler', 'not needed on Windows')
      : toRow('C++ compiler', async () => (await findCompiler()).version),
  ]);
}

/** @param {string} name @param {() => Promise<string>} find @returns {Promise<Row>} */
async function toRow(name, find) {
  try {
    return ok(name, await find());
  } catch (thrown) {
    const error = SetupError.from(thrown, `Looking for ${name}`);
    return wanted(name, error.message, error.remedy);
  }
}
