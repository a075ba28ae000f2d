import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HostedTests } from '../editorHost/hostedTests.mjs';
import { EditorServer } from '../editorHost/server.mjs';
import { sessionFolders } from '../editorHost/sessionFolders.mjs';
import { fileSizes } from '../setup/completeFolder.mjs';
import { sampleModelFolder } from '../setup/sampleModel.mjs';
import { SetupError } from '../setup/setupError.mjs';

const SUITE = fileURLToPath(new URL('./proofSuite.cjs', import.meta.url));

/** VS Code deletes in its own time after it started. */
const DELETING_MS = 60_000;

/** What Keras answers for photographs of the sample model. */
export const KERAS = /** @type {const} */ ([
  ['0000.jpg', 'cup', 0.99965],
  ['0192.jpg', 'plate', 0.99171],
  ['0291.jpg', 'glass', 0.98879],
]);

/**
 * @typedef {object} Answer
 * @property {string} name
 * @property {string} [label]
 * @property {number} [probability]
 * @property {string} [code]
 * @property {string} [message]
 *
 * @typedef {object} Report what proofSuite.cjs writes
 * @property {string} version
 * @property {string} folder where the extension is installed
 * @property {readonly { seconds: number, answers: readonly Answer[] }[]} runs
 * @property {number | undefined} pid
 * @property {readonly string[]} diagnosis
 */

/** A person's machine as far as the extension sees it: a home with nothing in it, a VS Code with nothing in it, photographs. */
export class ProofSession {
  /** @param {string} root @param {import('../editorHost/provide.mjs').EditorHost} host */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.home = path.join(root, 'home');
    this.cache = path.join(this.home, '.cache', 'xception');
    this.folders = sessionFolders(path.join(root, 'code'));
    this.workspace = path.join(root, 'photographs');
  }

  /**
   * @param {object} request
   * @param {string} request.repository
   * @param {string} request.cache with the sample network
   * @param {import('../editorHost/provide.mjs').EditorHost} request.host
   */
  static async create({ repository, cache, host }) {
    const session = new ProofSession(await mkdtemp(path.join(os.tmpdir(), 'xception-proof-')), host);
    mkdirSync(session.home, { recursive: true });
    mkdirSync(session.workspace);
    const sample = sampleModelFolder(cache);
    const from = [
      ...['kitchenware.keras', 'labels.txt'].map((name) => path.join(sample, name)),
      ...KERAS.map(([name]) => path.join(sample, 'photographs', name)),
      ...readdirSync(path.join(repository, 'media', 'samples'))
        .filter((name) => name.endsWith('.jpg'))
        .map((name) => path.join(repository, 'media', 'samples', name)),
    ];
    for (const file of from) await cp(file, path.join(session.workspace, path.basename(file)));
    await cp(SUITE, path.join(session.root, 'proofSuite.cjs'));
    return session;
  }

  /** Extensions that VS Code has installed. */
  installed() {
    return readdirSync(this.folders.extensions, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
  }

  /** @returns {Promise<readonly string[]>} the files that are in the home by now */
  async litter() {
    return Object.keys(await fileSizes(this.home));
  }

  /** The environment of this person's programs. @param {Readonly<Record<string, string>>} [more] */
  environment(more = {}) {
    return {
      HOME: this.home,
      XDG_CACHE_HOME: path.join(this.home, '.cache'),
      XCEPTION_CACHE: '',
      XCEPTION_NATIVE: '',
      ...more,
    };
  }

  /**
   * Opens the photographs in VS Code and classifies them there.
   * @param {{ vsix: string, env?: Readonly<Record<string, string>>, fetches?: boolean }} request
   * @returns {Promise<Report>}
   * @throws {SetupError} where VS Code or the suite failed
   */
  async classify({ vsix, env = {}, fetches = false }) {
    const report = path.join(this.root, 'report.json');
    await rm(report, { force: true });
    const pictures = readdirSync(this.workspace)
      .filter((name) => name.endsWith('.jpg'))
      .sort();
    const proof = {
      report,
      fetches,
      model: path.join(this.workspace, 'kitchenware.keras'),
      pictures: pictures.map((name) => path.join(this.workspace, name)),
    };
    const tests = new HostedTests({
      host: this.host,
      extensionDevelopmentPath: '',
      extensionTestsPath: path.join(this.root, 'proofSuite.cjs'),
      folder: this.workspace,
      folders: this.folders,
      vsix,
      env: this.environment({ XCEPTION_PROOF: JSON.stringify(proof), ...env }),
    });
    try {
      const outcome = await tests.run();
      if (outcome.code === 0) return JSON.parse(readFileSync(report, 'utf8'));
      throw new SetupError(
        `The installed extension did not pass in VS Code: ${outcome.why ?? `exit code ${outcome.code}`}.`,
        'Look at what it printed.',
        { output: `${readFileSync(tests.outputFile, 'utf8')}\n${tests.serverTail()}` },
      );
    } finally {
      await tests.dispose();
    }
  }

  /** Starts VS Code's server once more; it deletes the folders of what was uninstalled or updated. */
  async restart() {
    const server = new EditorServer({ host: this.host, folders: this.folders, env: this.environment() });
    try {
      await server.ready;
      const limit = Date.now() + DELETING_MS;
      while (this.installed().length > 0 && Date.now() < limit) await sleep(250);
    } finally {
      await server.stop();
    }
  }

  async dispose() {
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}
