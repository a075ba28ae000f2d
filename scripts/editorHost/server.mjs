import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('./sessionFolders.mjs').SessionFolders} SessionFolders */
/** @typedef {import('./hostPaths.mjs').HostPaths} HostPaths */

/**
 * @typedef {object} ServerOptions
 * @property {HostPaths} host
 * @property {SessionFolders} folders
 * @property {Readonly<Record<string, string>>} [env] added to the environment of the server and so of the extension host
 * @property {number} [port] 0 or none: any that is free
 * @property {boolean} [asksForTrust] whether folders must be trusted first; without it, all are
 * @property {number} [graceSeconds] how long the extension of a window that is gone goes on and waits for it to come back;
 *   VS Code's own default is hours
 */

/** How long a server may take to listen: half a second on an idle machine, more where the disk is cold and the cores busy. */
const START_MS = 120_000;
const STOP_MS = 3_000;

/**
 * A VS Code server on the loopback address, in a process group of its own. It listens some time after it was made: await
 * {@link EditorServer.ready}. It ends with {@link EditorServer.stop}, and by itself when this process is gone.
 */
export class EditorServer {
  /** What must be in the URL of who wants to use this server. */
  token = randomUUID();
  /** The port it listens on; 0 before it does. */
  port = 0;
  /** Its last lines of output. */
  tail = '';

  /** @param {ServerOptions} options */
  constructor({ host, folders, env = {}, port = 0, asksForTrust = false, graceSeconds }) {
    const grace = graceSeconds === undefined ? [] : ['--reconnection-grace-time', String(graceSeconds)];
    const trust = asksForTrust ? [] : ['--disable-workspace-trust'];
    const server = [...serverArgs(port, this.token), ...trust, ...grace, ...folderArgs(folders)];
    const args = [...endWithParentArgs(), host.serverMain, ...server];
    this.process = spawn(host.node, args, {
      env: { ...inheritedEnv(), XDG_RUNTIME_DIR: folders.root, TMPDIR: folders.temporary, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    /** @type {Promise<string>} how it ended, in words */
    this.ended = new Promise((resolve) => {
      this.process.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
      this.process.once('error', (error) => resolve(`could not start: ${error.message}`));
    });
    this.log = createWriteStream(path.join(folders.root, 'server.log'));
    /** @type {Promise<void>} settled when it listens, or has failed to */
    this.ready = this.#whenListening();
    this.ready.catch(() => {}); // whoever awaits `ready` later gets the error
    this.killAtExit = () => this.kill('SIGKILL');
    process.once('exit', this.killAtExit);
  }

  #whenListening() {
    return new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
      /** @param {string} why */
      const fail = (why) => reject(new Error(`VS Code's server ${why}:\n${this.tail}`));
      const limit = setTimeout(() => fail(`did not start within ${START_MS / 1000} s`), START_MS);
      /** @param {Buffer} chunk */
      const onOutput = (chunk) => {
        this.log.write(chunk);
        this.tail = (this.tail + chunk.toString()).slice(-8_000);
        const port = this.port === 0 && /Extension host agent listening on (\d+)/.exec(this.tail)?.[1];
        if (!port) return;
        this.port = Number(port);
        clearTimeout(limit);
        resolve();
      };
      this.process.stdout.on('data', onOutput);
      this.process.stderr.on('data', onOutput);
      void this.ended.then((how) => {
        clearTimeout(limit);
        fail(how);
      });
    });
  }

  /**
   * @param {NodeJS.Signals} signal to the server and to all that it started
   * @returns {void}
   */
  kill(signal) {
    if (this.process.pid === undefined) return;
    try {
      process.kill(-this.process.pid, signal);
    } catch {
      // all of them are gone
    }
  }

  /** @returns {Promise<void>} when the server and all that it started are gone */
  async stop() {
    process.removeListener('exit', this.killAtExit);
    this.kill('SIGTERM');
    const waiting = new AbortController();
    await Promise.race([this.ended, sleep(STOP_MS, undefined, { signal: waiting.signal }).catch(() => {})]);
    waiting.abort();
    this.kill('SIGKILL');
    await this.ended;
    this.log.end();
  }
}

/**
 * @param {SessionFolders} folders
 * @returns {readonly string[]} the arguments that tell a server its folders
 */
export function folderArgs(folders) {
  return [
    ...['--user-data-dir', folders.user],
    ...['--server-data-dir', folders.server],
    ...['--extensions-dir', folders.extensions],
  ];
}

/**
 * @param {number} port
 * @param {string} token
 */
function serverArgs(port, token) {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--connection-token', token],
    ...['--auth', 'none', '--accept-server-license-terms', '--log', 'info'],
    ...['--telemetry-level', 'off', '--disable-telemetry', '--disable-experiments', '--disable-update-check'],
    '--disable-getting-started-override',
  ];
}

/** The environment without what another VS Code or Electron around this process left in it. */
function inheritedEnv() {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(entries);
}

/**
 * Lets the server end with this process even when that is killed: then the server's standard input ends, and it kills its
 * own group.
 */
function endWithParentArgs() {
  return ['--import', `data:text/javascript,${encodeURIComponent(`(${endWithParent.toString()})()`)}`];
}

/** Runs inside the server (and its threads, where it must do nothing), and keeps out of the children's arguments. */
function endWithParent() {
  if (!process.getBuiltinModule('node:worker_threads').isMainThread) return;
  process.execArgv = [];
  process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL')).resume();
}
