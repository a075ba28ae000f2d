import { lastLines, run } from './run.mjs';
import { SetupError } from './setupError.mjs';

/**
 * @typedef {object} Python a Python 3 that has pip
 * @property {string} command
 * @property {readonly string[]} args that come before everything else: `-3` for Windows' launcher
 * @property {string} version "3.11.7"
 * @property {string} pipVersion
 */

const CANDIDATES =
  process.platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python']];

const ASK = 'import sys, pip; print("%d.%d.%d" % sys.version_info[:3], pip.__version__)';

/**
 * Finds a Python 3 with pip: the set-up fetches published wheels with it and unpacks them. Nothing is installed into it.
 * @returns {Promise<Python>}
 * @throws {SetupError} that tells a missing Python from a missing pip
 */
export async function findPython() {
  let withoutPip = '';
  for (const [command = '', ...args] of CANDIDATES) {
    const result = await run(command, [...args, '-c', ASK], { timeoutMs: 60_000 });
    const [version, pipVersion] = result.stdout.trim().split(' ');
    if (result.code === 0 && version && pipVersion && !version.startsWith('2.')) {
      return { command, args, version, pipVersion };
    }
    if (/No module named '?pip/.test(result.stderr)) withoutPip = command;
  }
  if (withoutPip) {
    throw new SetupError(
      `${withoutPip} is there, but its pip is not.`,
      `Install pip (Debian and Ubuntu: "apt install python3-pip"; elsewhere: "${withoutPip} -m ensurepip").`,
    );
  }
  throw new SetupError('There is no Python 3 on PATH (looked for python3 and python).', pythonRemedy());
}

/**
 * Runs Python.
 * @param {Python} python
 * @param {readonly string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export function runPython(python, args, options) {
  return run(python.command, [...python.args, ...args], options);
}

function pythonRemedy() {
  if (process.platform === 'win32') return 'Install Python 3 ("winget install Python.Python.3.12").';
  if (process.platform === 'darwin') return 'Install Python 3 ("xcode-select --install" brings one).';
  return 'Install Python 3 with pip (Debian and Ubuntu: "apt install python3-pip"; Fedora: "dnf install python3-pip").';
}

/**
 * The reason why pip could not fetch, told from what it wrote.
 * @param {string} requirement
 * @param {import('./run.mjs').RunResult} result
 * @returns {SetupError}
 */
export function pipError(requirement, result) {
  const output = lastLines(result);
  if (/No space left on device|Errno 28/.test(output)) {
    return new SetupError(`pip ran out of disk space while it fetched ${requirement}.`, DISK, { output });
  }
  if (result.timedOut) {
    return new SetupError(`pip did not finish fetching ${requirement} in time.`, NETWORK, { output });
  }
  return new SetupError(`pip could not fetch ${requirement}.`, NETWORK, { output });
}

const DISK = 'Free some space, or set XCEPTION_CACHE to a folder on a larger disk, and run it again.';
const NETWORK =
  'Check the network (behind a proxy: set HTTPS_PROXY; with an index of your own: set PIP_INDEX_URL) and run it again.';
