import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startBrowser } from './browser.mjs';
import { installVsix } from './installVsix.mjs';
import { EditorServer } from './server.mjs';
import { removeFolders, temporaryFolders } from './sessionFolders.mjs';
import { openWorkbench } from './workbench.mjs';

/**
 * How a run in the extension host ended. Code 0: every test passed; 1: one failed; 2: they could not run.
 * @typedef {{ readonly code: number, readonly why?: string }} Outcome
 */

/**
 * @typedef {object} HostedTestsOptions
 * @property {import('./provide.mjs').EditorHost} host
 * @property {string} extensionDevelopmentPath
 * @property {string} extensionTestsPath
 * @property {string} [folder] the workspace that is open
 * @property {string} [vsix] test this package, installed, instead of the extension's source
 * @property {string} [resultFile] where `run()` writes mocha's statistics
 * @property {boolean} [verbose] pass on what the editor logs
 * @property {import('./sessionFolders.mjs').SessionFolders} [folders] of a VS Code that outlives this run; without them, new ones that end with it
 * @property {Readonly<Record<string, string>>} [env] what the server's environment gets besides
 */

/** One run of a test module inside the extension host of the server. */
export class HostedTests {
  #folders;
  /** @type {EditorServer | undefined} */
  #server;
  /** @type {Promise<import('playwright-core').Browser> | undefined} */
  #browser;

  /** @param {HostedTestsOptions} options */
  constructor(options) {
    this.options = options;
    this.#folders = options.folders ?? temporaryFolders();
    this.resultFile = options.resultFile ?? path.join(this.#folders.root, 'result.json');
    /** The file that the tests' output goes to, while they run. */
    this.outputFile = path.join(this.#folders.root, 'output.txt');
    writeFileSync(this.outputFile, '');
  }

  /** @returns {Promise<Outcome>} */
  async run() {
    const { host, vsix } = this.options;
    if (host.browser === undefined) throw new Error('The extension host of the server needs a browser.');
    if (vsix !== undefined) await installVsix(host, this.#folders, vsix);
    this.#server = new EditorServer({
      host,
      folders: this.#folders,
      env: { ...this.options.env, EXT_TEST_OUTPUT: this.outputFile, EXT_TEST_RESULT: this.resultFile },
    });
    this.#browser = startBrowser(host.browser);
    const browser = await this.#browser;
    await this.#server.ready;
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const ended = this.#whenEnded(page, browser, this.#server);
    await openWorkbench(page, this.#server, {
      extensionDevelopmentPath:
        vsix === undefined ? this.options.extensionDevelopmentPath : this.#emptyExtension(),
      extensionTestsPath: this.options.extensionTestsPath,
      ...(this.options.folder === undefined ? {} : { folder: this.options.folder }),
    });
    return this.#confirm(await ended);
  }

  /** @returns {string} the server's last lines, for when it could not run the tests */
  serverTail() {
    return this.#server?.tail ?? '';
  }

  /** @returns {Promise<void>} when the browser, the server and their folders are gone */
  async dispose() {
    await this.#browser?.then((browser) => browser.close()).catch(() => {});
    await this.#server?.stop();
    if (!this.options.folders) removeFolders(this.#folders);
  }

  /**
   * VS Code tells its page how the tests ended through two functions that it expects there.
   * @param {import('playwright-core').Page} page
   * @param {import('playwright-core').Browser} browser
   * @param {EditorServer} server
   * @returns {Promise<Outcome>}
   */
  #whenEnded(page, browser, server) {
    return new Promise((resolve, reject) => {
      const expose = [
        page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) =>
          resolve({ code: code ? 1 : 0 }),
        ),
        page.exposeFunction(
          'codeAutomationLog',
          (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
            if (this.options.verbose) console.error(`[${type}]`, ...args);
          },
        ),
      ];
      Promise.all(expose).catch(reject);
      page.on('crash', () => resolve({ code: 2, why: "the editor's page crashed" }));
      browser.on('disconnected', () => resolve({ code: 2, why: 'the browser ended' }));
      void server.ended.then((how) => resolve({ code: 2, why: `the server ${how}` }));
    });
  }

  /**
   * VS Code reports 0 also when its extension host died. So only a result that the tests themselves wrote counts.
   * @param {Outcome} outcome
   * @returns {Outcome}
   */
  #confirm(outcome) {
    if (outcome.code !== 0) return outcome;
    const stats = existsSync(this.resultFile) ? JSON.parse(readFileSync(this.resultFile, 'utf8')) : undefined;
    if (stats?.failures === 0 && stats.passes > 0) return outcome;
    return { code: 2, why: 'VS Code reported success, but no passing test was recorded' };
  }

  /** VS Code runs a test module only beside an extension under development. */
  #emptyExtension() {
    const folder = path.join(this.#folders.root, 'empty-extension');
    mkdirSync(folder, { recursive: true });
    const manifest = { name: 'empty', publisher: 'test', version: '0.0.0', engines: { vscode: '*' } };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    return folder;
  }
}
