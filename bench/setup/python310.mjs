import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../scripts/setup/run.mjs';
import { SetupError } from '../../scripts/setup/setupError.mjs';

const ASK = [
  'import sys, venv, pip',
  'print(sys.implementation.name, "%d.%d" % sys.version_info[:2], "%d.%d.%d" % sys.version_info[:3], pip.__version__)',
].join('\n');

/**
 * Finds a CPython 3.10, the newest that the pinned PyTorch has a wheel for: the one that `XCEPTION_PYTHON310` names, else
 * one on PATH, else one that pyenv installed.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<import('../../scripts/setup/python.mjs').Python>}
 * @throws {SetupError} where there is none
 */
export async function findPython310(environment = process.env) {
  const chosen = environment['XCEPTION_PYTHON310'];
  for (const command of chosen ? [chosen] : ['python3.10', ...pyenvPythons(environment)]) {
    const result = await run(command, ['-c', ASK], { timeoutMs: 60_000, env: environment });
    const [implementation, series, version = '', pipVersion = ''] = result.stdout.trim().split(' ');
    if (result.code === 0 && implementation === 'cpython' && series === '3.10') {
      return { command, args: [], version, pipVersion };
    }
  }
  throw new SetupError(
    chosen
      ? `The Python that XCEPTION_PYTHON310 names (${chosen}) is no CPython 3.10 with pip.`
      : 'There is no CPython 3.10 with pip on PATH, and none of pyenv.',
    'Install Python 3.10 with pip, or set XCEPTION_PYTHON310 to one. Only the comparison with PyTorch needs it.',
  );
}

/** @param {NodeJS.ProcessEnv} environment @returns {string[]} */
function pyenvPythons(environment) {
  const versions = path.join(environment['PYENV_ROOT'] ?? path.join(os.homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .filter((name) => name.startsWith('3.10.'))
    .sort()
    .reverse()
    .map((name) => path.join(versions, name, 'bin', 'python3.10'));
}
