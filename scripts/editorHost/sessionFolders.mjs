import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * The folders of one running server.
 * @typedef {object} SessionFolders
 * @property {string} root
 * @property {string} user       VS Code's user data
 * @property {string} server     its server's data and logs
 * @property {string} extensions installed extensions
 * @property {string} temporary  what the server and its extensions take for the temporary folder
 * @property {string} settings   settings of this machine: VS Code takes over what changes in this file while it runs
 */

/** Nothing that reaches for the network, moves by itself, or covers what a test or a reader looks at. */
export const QUIET_SETTINGS = Object.freeze({
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.editor.useModal': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'explorer.autoReveal': false,
  'explorer.confirmDelete': false,
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
});

/** {@link QUIET_SETTINGS} for a window that is in Restricted Mode until its user says otherwise, and does not ask. */
export const RESTRICTED_SETTINGS = Object.freeze({
  ...QUIET_SETTINGS,
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
});

/**
 * Lays out the folders under `root`, with these settings where there are none yet.
 * @param {string} root
 * @param {object} [settings]
 * @returns {SessionFolders}
 */
export function sessionFolders(root, settings = QUIET_SETTINGS) {
  const folders = {
    root,
    user: path.join(root, 'user'),
    server: path.join(root, 'server'),
    extensions: path.join(root, 'extensions'),
    temporary: path.join(root, 'tmp'),
    settings: path.join(root, 'user', 'Machine', 'settings.json'),
  };
  const userSettings = path.join(folders.user, 'User', 'settings.json');
  const parents = [userSettings, folders.settings].map((file) => path.dirname(file));
  for (const folder of [...parents, folders.server, folders.extensions, folders.temporary]) {
    mkdirSync(folder, { recursive: true });
  }
  writeIfMissing(userSettings, settings);
  writeIfMissing(folders.settings, {}); // a file that is there at the start is watched, another only looked for
  return folders;
}

/**
 * @param {string} file
 * @param {object} content
 */
function writeIfMissing(file, content) {
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

/**
 * @param {object} [settings]
 * @returns {SessionFolders} new ones in the temporary folder; end with {@link removeFolders}
 */
export function temporaryFolders(settings) {
  return sessionFolders(mkdtempSync(path.join(tmpdir(), 'xception-editor-')), settings);
}

/** @param {SessionFolders} folders */
export function removeFolders(folders) {
  rmSync(folders.root, { recursive: true, force: true, maxRetries: 5 });
}
