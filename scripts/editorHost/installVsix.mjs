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
  const args = [
    host.serverMain,
    ...folderArgs(folders),
    '--install-extension',
    path.resolve(vsix),
    '--force',
  ];
  const result = await run(host.node, args);
  if (result.code === 0) return;
  throw new SetupError(
    `VS Code could not install ${vsix}.`,
    'Package it again and look at what VS Code said.',
    {
      output: lastLines(result),
    },
  );
}
