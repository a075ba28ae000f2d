import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifySha256 } from './checksum.mjs';
import { folderBytes } from './completeFolder.mjs';
import { pipError, runPython } from './python.mjs';
import { lastLines } from './run.mjs';
import { diskFullRemedy, SetupError } from './setupError.mjs';

/**
 * @typedef {object} Wheel one file of the Python package index, fixed to the byte
 * @property {string} requirement "tensorflow-cpu==2.21.0"
 * @property {readonly string[]} tags pip's options that choose the file, so that any Python fetches the same one
 * @property {string} sha256
 * @property {number} bytes
 *
 * @typedef {object} UnpackRule
 * @property {string} glob which members (`*` also matches `/`)
 * @property {string} strip prefix that is taken off their names
 */

const PIP_TIMEOUT_MS = 60 * 60_000;
const REPORT_MS = 500;

/**
 * Fetches a wheel into a folder and checks that it is the expected file.
 * @param {import('./python.mjs').Python} python
 * @param {Wheel} wheel
 * @param {string} folder
 * @param {import('./progress.mjs').Report} report
 * @returns {Promise<string>} path of the wheel
 * @throws {SetupError} network, disk, checksum
 */
export async function downloadWheel(python, wheel, folder, report) {
  const temporary = path.join(folder, 'temporary');
  await mkdir(temporary, { recursive: true });
  const timer = setInterval(async () => {
    report(`${megabytes(await folderBytes(folder))} of ${megabytes(wheel.bytes)} MB`);
  }, REPORT_MS);
  try {
    const args = ['-m', 'pip', '--disable-pip-version-check', '--no-input', 'download'];
    // pip keeps no second copy of a file this large, and writes it where the space was checked.
    args.push('--no-cache-dir', '--progress-bar', 'off', '--no-deps', '--only-binary=:all:');
    args.push(...wheel.tags, '--dest', folder, wheel.requirement);
    const result = await runPython(python, args, {
      env: {
        ...process.env,
        TMPDIR: temporary,
        TEMP: temporary,
        TMP: temporary,
        PIP_REQUIRE_VIRTUALENV: '0',
      },
      timeoutMs: PIP_TIMEOUT_MS,
    });
    if (result.code !== 0) throw pipError(wheel.requirement, result);
  } finally {
    clearInterval(timer);
  }
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (!name)
    throw new SetupError(`pip gave no wheel for ${wheel.requirement}.`, 'Update pip and run it again.');
  report('checking');
  await verifySha256(path.join(folder, name), wheel.sha256);
  return path.join(folder, name);
}

/**
 * Unpacks some files of a wheel.
 * @param {import('./python.mjs').Python} python
 * @param {string} file
 * @param {string} folder exists already
 * @param {readonly UnpackRule[]} rules each must match at least one member
 * @throws {SetupError}
 */
export async function unpackWheel(python, file, folder, rules) {
  const script = fileURLToPath(new URL('./unpackWheel.py', import.meta.url));
  const result = await runPython(python, [script, file, folder, JSON.stringify(rules)]);
  const name = path.basename(file);
  if (result.code !== 0) {
    const output = lastLines(result, 4);
    const full = /No space left on device|Errno 28/.test(output);
    throw new SetupError(
      `${name} could not be unpacked into ${folder}.`,
      full ? diskFullRemedy : 'Delete that folder and run it again; the wheel is then fetched anew.',
      { output },
    );
  }
  /** @type {number[]} */
  const counts = JSON.parse(result.stdout);
  const empty = rules.find((_, index) => !counts[index]);
  if (empty) {
    throw new SetupError(
      `${name} has no file that matches ${empty.glob}.`,
      'The wheel is laid out in another way than this version expects. Please report it.',
    );
  }
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return Math.round(bytes / 1e6);
}
