import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment, not an addition; default: this process's
 * @property {number} [timeoutMs] ends the program after this time; `timedOut` is then true
 * @property {boolean} [shell] needed on Windows for programs that are `.cmd` files
 * @property {boolean} [inherit] give the program this terminal instead of collecting its output
 *
 * @typedef {object} RunResult
 * @property {number} code exit code; 127 where the program does not exist, 128 where a signal ended it
 * @property {boolean} missing the program does not exist
 * @property {boolean} timedOut
 * @property {string} stdout
 * @property {string} stderr
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends what this process started and is still running; for the handlers of SIGINT and SIGTERM. */
export function endChildren() {
  for (const child of running) child.kill();
}

/**
 * Runs a program to its end. Never rejects: how it ended is in the result.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      windowsHide: true,
      stdio: options.inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stderr += text));
    const timer = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    /** @param {number} code @param {boolean} missing */
    const finish = (code, missing) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, missing, timedOut, stdout, stderr });
    };
    child.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      stderr += error.message;
      finish(127, error.code === 'ENOENT');
    });
    child.once('close', (code) => finish(code ?? 128, false));
  });
}

/** What Node prints around an error that nobody caught, and says nothing to the reader of a set-up. */
const STACK_LINE = /^\s+at .*\)?$|^Node\.js v\d|^\s*\^\s*$|^\s*throw er;/;

/**
 * The last lines that a program wrote, for an error message.
 * @param {RunResult} result
 * @param {number} [count]
 */
export function lastLines(result, count = 12) {
  const lines = `${result.stdout}\n${result.stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '' && !STACK_LINE.test(line));
  return lines.slice(-count).join('\n');
}
