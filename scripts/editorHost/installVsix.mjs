import path from 'node:path';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { folderArgs } from './server.mjs';

/**
 * Installs a packaged extension for the servers that use these folders.
 * @param {import('./hostPaths.mjs').HostPaths} host
 * @param {import('./sessionFolders.mjs').SessionFolders} folders
 * @param {string} vsix
 * @returns {Promise<void>}
 * @throws {SetupError} when VS Code refuses it
 */
export async function installVsix(host, folders, vsix) {
  const result = await manageExtensions(host, folders, [
    '--install-extension',
    path.resolve(vsix),
    '--force',
  ]);
  if (result.code === 0) return;
  throw new SetupError(
    `VS Code could not install ${vsix}.`,
    'Package it again and look at what VS Code said.',
    {
      output: lastLines(result),
    },
  );
}

/**
 * Uninstalls an extension. Its folder and what its uninstall script removes go when VS Code looks next, which this waits for.
 * @param {import('./hostPaths.mjs').HostPaths} host
 * @param {import('./sessionFolders.mjs').SessionFolders} folders
 * @param {string} id
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<void>}
 * @throws {SetupError} when VS Code refuses it
 */
export async function uninstallExtension(host, folders, id, env) {
  for (const args of [['--uninstall-extension', id], ['--list-extensions']]) {
    const result = await manageExtensions(host, folders, args, env);
    if (result.code !== 0)
      throw new SetupError(`VS Code could not uninstall ${id}.`, 'Look at what VS Code said.', {
        output: lastLines(result),
      });
  }
}

/**
 * @param {import('./hostPaths.mjs').HostPaths} host
 * @param {import('./sessionFolders.mjs').SessionFolders} folders
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function manageExtensions(host, folders, args, env = {}) {
  return run(host.node, [host.serverMain, ...folderArgs(folders), ...args], {
    env: { ...process.env, ...env },
  });
}
