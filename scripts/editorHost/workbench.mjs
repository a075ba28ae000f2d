import path from 'node:path';

/** @typedef {import('playwright-core').Page} Page */

/**
 * What a workbench opens.
 * @typedef {object} WorkbenchOptions
 * @property {string} [folder] a folder or a .code-workspace file; without one, an empty window
 * @property {string} [extensionDevelopmentPath] the folder of an extension to load from source
 * @property {string} [extensionTestsPath] a module whose `run()` the extension host calls
 * @property {string} [language] the display language; VS Code's own words stay English, extensions speak it
 */

/**
 * @param {{ readonly port: number, readonly token: string }} server
 * @param {string} [folder] a folder or a .code-workspace file; without one, an empty window
 * @returns {string} the URL at which a browser finds the workbench
 */
export function workbenchUrl(server, folder) {
  const query = new URLSearchParams({ tkn: server.token });
  if (folder === undefined) query.set('ew', 'true');
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(folder));
  query.set(
    'payload',
    JSON.stringify([
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ]),
  );
  return `http://127.0.0.1:${server.port}/?${query.toString()}`;
}

/**
 * Loads the workbench into a page.
 *
 * A built VS Code reads an extension under development from its URL only when the server runs with a flag that also hides
 * notifications. So it goes into the page's own configuration, before the workbench reads that. (Not by a changed response:
 * Chromium then takes the page for a public one and blocks its WebSocket to this machine.)
 * @param {Page} page
 * @param {{ readonly port: number, readonly token: string }} server
 * @param {WorkbenchOptions} options
 * @returns {Promise<void>} when the page has begun to load
 */
export async function openWorkbench(page, server, options) {
  const { folder, extensionDevelopmentPath, extensionTestsPath, language } = options;
  /** @param {string} file */
  const remote = (file) => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${server.port}`,
    path: path.resolve(file),
  });
  if (extensionDevelopmentPath !== undefined) {
    await page.addInitScript(addDevelopmentOptions, {
      extensions: [remote(extensionDevelopmentPath)],
      ...(extensionTestsPath === undefined ? {} : { extensionTestsPath: remote(extensionTestsPath) }),
    });
  }
  // As a language pack would, whose words for VS Code itself are not needed here.
  if (language !== undefined) {
    await page.addInitScript((tag) => {
      if (window === window.top) Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: tag });
    }, language);
  }
  await page.goto(workbenchUrl(server, folder), { waitUntil: 'commit' });
}

/**
 * Runs in the page. At "interactive" the document is read but the workbench's module has not run yet.
 * @param {object} options
 */
function addDevelopmentOptions(options) {
  if (window !== window.top) return;
  document.addEventListener('readystatechange', () => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    const settings = element?.getAttribute('data-settings');
    if (!element || !settings) return;
    const configuration = JSON.parse(settings);
    if (configuration.developmentOptions?.extensions) return;
    configuration.developmentOptions = { ...configuration.developmentOptions, ...options };
    element.setAttribute('data-settings', JSON.stringify(configuration));
  });
}
