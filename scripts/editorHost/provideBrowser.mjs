import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setupError.mjs';

/** Browsers of the Chromium family, the smallest first. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const REMEDY =
  'Install Chromium, Google Chrome or Microsoft Edge, or set the environment variable CHROMIUM to the path of one.';

/**
 * A browser for the tests of the user interface: `CHROMIUM`, one that is installed, or one that apt installs.
 * @param {(message: string) => void} progress
 * @returns {Promise<string>} path of the executable
 * @throws {SetupError} when there is none
 */
export async function provideBrowser(progress) {
  const found = findBrowser();
  if (found) return found;
  if (!canUseApt()) throw new SetupError('No browser was found for the tests of the user interface.', REMEDY);
  progress('Installing Chromium with apt-get');
  const output = await installWithApt();
  const installed = findBrowser();
  if (installed) return installed;
  throw new SetupError('apt-get could not install a browser for the tests of the user interface.', REMEDY, {
    output,
  });
}

/**
 * @returns {string | undefined} the browser that is there already
 * @throws {SetupError} when `CHROMIUM` names no program
 */
export function findBrowser() {
  const chosen = process.env['CHROMIUM'];
  if (chosen) {
    if (isProgram(chosen)) return chosen;
    throw new SetupError(`CHROMIUM is set to ${chosen}, which is not a program.`, 'Correct or unset it.');
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...candidates, ...APPLICATIONS].find(isProgram);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && isProgram('/usr/bin/apt-get');
}

/** @returns {Promise<string>} the last lines of the last attempt */
async function installWithApt() {
  /** @param {readonly string[]} args */
  const apt = (args) =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  /** @param {string} name */
  const install = (name) => apt(['install', '-y', '--no-install-recommends', name]);
  let result = await install('chromium-headless-shell');
  if (result.code === 0) return lastLines(result);
  await apt(['update']); // the package lists may be missing or old
  for (const name of ['chromium-headless-shell', 'chromium']) {
    result = await install(name);
    if (result.code === 0) break;
  }
  return lastLines(result);
}
