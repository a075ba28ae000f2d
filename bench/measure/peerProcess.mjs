import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How long a request may take: a compiler that never ends must not end the evening. */
const REQUEST_TIMEOUT_MS = 240_000;

/** @type {Set<PeerProcess>} */
const living = new Set();

/** Ends every peer that is still there, so that a run that failed leaves none behind. */
export async function endPeers() {
  await Promise.all([...living].map((peer) => peer.end()));
}

/**
 * @typedef {object} Command
 * @property {string} command
 * @property {readonly string[]} args
 * @property {Readonly<Record<string, string>>} [env] in addition to this process's
 */

/** A peer in a process of its own, which answers one request at a time: a JSON object a line, in and out. */
export class PeerProcess {
  /** @param {Command} command */
  constructor({ command, args, env = {} }) {
    this.log = '';
    this.child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stderr
      .setEncoding('utf8')
      .on('data', (/** @type {string} */ text) => (this.log = (this.log + text).slice(-4000)));
    /** @type {Promise<void>} */
    this.exited = new Promise((resolve) => {
      const gone = () => {
        living.delete(this);
        resolve();
      };
      living.add(this);
      this.child.once('close', gone);
      this.child.once('error', (error) => {
        this.log += error.message;
        gone();
      });
    });
    // A peer that has died is told of by its missing answer.
    this.child.stdin.on('error', () => undefined);
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>} the answer's `result`
   * @throws {Error} what the peer says went wrong; its last words where it died; that it took too long
   */
  async ask(method, params = {}) {
    this.child.stdin.write(`${JSON.stringify({ method, params })}\n`);
    const timer = setTimeout(() => {
      this.log += `\nNo answer within ${REQUEST_TIMEOUT_MS / 1000} s.`;
      this.child.kill('SIGKILL');
    }, REQUEST_TIMEOUT_MS);
    const line = await this.answers.next();
    clearTimeout(timer);
    if (line.done) {
      await this.exited;
      throw new Error(`It ended before it answered "${method}":\n${this.log.trim()}`);
    }
    const answer = JSON.parse(line.value);
    if ('error' in answer) throw new Error(`It failed at "${method}":\n${answer.error}`);
    return answer.result;
  }

  /** Ends it, and waits until its memory is free. */
  async end() {
    this.child.stdin.end();
    const insist = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await this.exited;
    clearTimeout(insist);
  }
}
