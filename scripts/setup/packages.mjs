import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setupError.mjs';

const STAMP = '.xception-lock-hash';

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional] not installed where it does not fit the platform
 * @property {boolean} [devOptional]
 * @typedef {{ readonly packages?: Readonly<Record<string, LockEntry>> }} Lock
 */

/**
 * Installs the packages of package-lock.json where node_modules is missing or belongs to another package-lock.json.
 * @param {string} root the repository
 * @param {import('./progress.mjs').Progress} progress
 * @throws {SetupError}
 */
export async function providePackages(root, progress) {
  if (packagesAreCurrent(root)) return;
  if (matchesInstalled(root)) {
    // Somebody ran npm themselves: nothing to do but remember it.
    await writeStamp(root);
    return;
  }
  await progress.step('Installing packages', async () => {
    const { command, args, shell } = npmCommand();
    const result = await run(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: root,
      shell,
    });
    if (result.missing) {
      throw new SetupError('npm is not on PATH.', 'Install Node.js with npm, then run it again.');
    }
    if (result.code !== 0) {
      throw new SetupError('"npm ci" failed.', npmRemedy(result.stderr), { output: lastLines(result) });
    }
    await writeStamp(root);
  });
}

/**
 * @param {string} root
 * @returns {boolean} whether node_modules was installed from this very package-lock.json
 */
export function packagesAreCurrent(root) {
  try {
    return readFileSync(path.join(root, 'node_modules', STAMP), 'utf8').trim() === lockHash(root);
  } catch {
    return false;
  }
}

/**
 * Compares package-lock.json with the record that npm itself keeps of what it installed.
 * @param {string} root
 * @returns {boolean} whether every package that is not optional is there in its version
 */
export function matchesInstalled(root) {
  try {
    const wanted = readLock(path.join(root, 'package-lock.json'));
    const installed = readLock(path.join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(([place, entry]) => {
      if (place === '') return true;
      const found = installed[place];
      if (!found) return entry.optional === true || entry.devOptional === true;
      return found.version === entry.version && existsSync(path.join(root, place));
    });
  } catch {
    return false;
  }
}

/**
 * How to start npm: the one that runs this script where there is one, else the one on PATH.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(environment = process.env) {
  const script = environment['npm_execpath'];
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) {
    return { command: process.execPath, args: [script], shell: false };
  }
  // Windows' npm is a .cmd file, which only a shell can start.
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/** @param {string} root */
function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

/** @param {string} root */
async function writeStamp(root) {
  await mkdir(path.join(root, 'node_modules'), { recursive: true });
  await writeFile(path.join(root, 'node_modules', STAMP), `${lockHash(root)}\n`);
}

/** @param {string} file @returns {Readonly<Record<string, LockEntry>>} */
function readLock(file) {
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  if (!lock.packages) throw new Error(`${file} lists no packages.`);
  return lock.packages;
}

/** @param {string} stderr */
function npmRemedy(stderr) {
  if (/ENOSPC/.test(stderr)) return 'The disk is full. Free some space and run it again.';
  if (/EUSAGE|can only install packages when/.test(stderr)) {
    return 'package.json and package-lock.json disagree: run "npm install" and commit both.';
  }
  if (/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN/.test(stderr)) {
    return 'Check the network and npm\'s registry ("npm config get registry"), and run it again.';
  }
  return "The lines above are npm's own. Set that right, or delete node_modules, and run it again.";
}
