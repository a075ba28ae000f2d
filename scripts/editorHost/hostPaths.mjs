import path from 'node:path';
import { cacheFolder } from '../setup/cacheFolder.mjs';

/**
 * A package of the npm registry, pinned to the bytes of its archive.
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} sha256 of the archive, in lower-case hexadecimal
 */

/**
 * Where the parts of an installed editor host lie.
 * @typedef {object} HostPaths
 * @property {string} folder     everything that was installed, in one versioned folder
 * @property {string} node       the Node that runs the server (the server needs 24 or later)
 * @property {string} vscode     VS Code itself
 * @property {string} serverMain its server's entry
 */

/** VS Code as a server for a browser. Of code-server only the VS Code inside is used, not its own wrapper. */
export const CODE_SERVER = /** @type {PinnedPackage} */ ({
  name: 'code-server',
  version: '4.139.1',
  sha256: '75b76d3870dbcb7a4c08627f586a03344ca017be182171020c7405bdb6f2fb33',
});

/** The VS Code inside {@link CODE_SERVER}; the same version is asked of `@vscode/test-electron`. */
export const VSCODE_VERSION = '1.139.1';

/** The oldest VS Code that package.json admits. */
export const OLDEST_VSCODE = '1.101.0';

const NODE_VERSION = '24.21.0';

/** SHA-256 of the packages that bring Node 24, by system; others run the server with the Node that is there. */
const NODE_PACKAGES = /** @type {Readonly<Record<string, string>>} */ ({
  'linux-x64': '61ecf27ad70afee991b671c28561eb497028294a67d132f9bbaac9ad73f81d3b',
  'linux-arm64': 'fba3076c16d21e5d814577436bdcb782b9b66bed09c6fa8278298e8933288bbb',
});

const system = `${process.platform}-${process.arch}`;

/** @returns {PinnedPackage | undefined} the package that brings Node 24 to this system, if there is one */
export function nodePackage() {
  const sha256 = NODE_PACKAGES[system];
  return sha256 ? { name: `node-${system}`, version: NODE_VERSION, sha256 } : undefined;
}

/**
 * @param {string} [folder] where to look; without it, the place in the cache for today's pins
 * @returns {HostPaths}
 */
export function hostPaths(
  folder = path.join(cacheFolder(), 'editor-host', `${CODE_SERVER.version}-${system}`),
) {
  const vscode = path.join(folder, 'code-server', 'lib', 'vscode');
  return {
    folder,
    node: nodePackage() ? path.join(folder, 'node', 'bin', 'node') : process.execPath,
    vscode,
    serverMain: path.join(vscode, 'out', 'server-main.js'),
  };
}
