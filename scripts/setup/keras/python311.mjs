import { run } from '../run.mjs';
import { SetupError } from '../setupError.mjs';

const CANDIDATES =
  process.platform === 'win32' ? [['py', '-3.11'], ['python']] : [['python3.11'], ['python3'], ['python']];

const ASK = [
  'import sys, venv, pip',
  'print(sys.implementation.name, "%d.%d" % sys.version_info[:2], "%d.%d.%d" % sys.version_info[:3], pip.__version__)',
].join('\n');

/**
 * Finds a CPython 3.11 with venv and pip: TensorFlow's wheel that the set-up knows is built for that one. The one that
 * `XCEPTION_PYTHON` names, else the first on PATH.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<import('../python.mjs').Python>}
 * @throws {SetupError} where there is none
 */
export async function findPython311(environment = process.env) {
  const chosen = environment['XCEPTION_PYTHON'];
  /** @type {string[]} */
  const found = [];
  for (const [command = '', ...args] of chosen ? [[chosen]] : CANDIDATES) {
    const result = await run(command, [...args, '-c', ASK], { timeoutMs: 60_000, env: environment });
    const [implementation, series, version = '', pipVersion = ''] = result.stdout.trim().split(' ');
    if (result.code === 0 && implementation === 'cpython' && series === '3.11') {
      return { command, args, version, pipVersion };
    }
    const name = [command, ...args].join(' ');
    if (result.code === 0) found.push(`${name} is ${implementation} ${version}`);
    else if (/No module named '?(pip|venv)/.test(result.stderr)) found.push(`${name} has no pip or no venv`);
  }
  const looked = chosen
    ? `The Python that XCEPTION_PYTHON names (${chosen}) is no CPython 3.11 with pip`
    : `There is no CPython 3.11 with pip on PATH (looked for ${CANDIDATES.map((words) => words.join(' ')).join(', ')})`;
  throw new SetupError(
    `${looked}${found.length > 0 ? `: ${found.join('; ')}` : ''}.`,
    'Install Python 3.11 with pip, or set XCEPTION_PYTHON to one. Only the comparisons with live Keras and with a Ray cluster need it.',
  );
}
