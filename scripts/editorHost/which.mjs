import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from '../setup/cacheFolder.mjs';
import { OLDEST_VSCODE, VSCODE_VERSION } from './hostPaths.mjs';

/**
 * Which VS Code runs the extension-host suite.
 * @typedef {{ readonly kind: 'server' } | { readonly kind: 'electron', readonly executable: string }} Editor
 */

/** A connection that is silent this long is taken for none. */
const SILENCE_MS = 5_000;

/**
 * Decides in which VS Code the extension-host suite runs. The first rule that applies:
 *
 * 1. `XCEPTION_EDITOR=server` or `XCEPTION_EDITOR=electron` says so. With `electron` a failed download is an error.
 * 2. On Linux without a display (`DISPLAY`, `WAYLAND_DISPLAY`) no window can open: the server.
 * 3. The desktop VS Code (Electron) if `@vscode/test-electron` has it in the cache folder or can download it; otherwise,
 *    without that network, the server, which comes from the npm registry like everything else here.
 *
 * @param {(message: string) => void} [progress]
 * @returns {Promise<Editor>}
 * @throws {Error} for another value of `XCEPTION_EDITOR`, or when it demands a download that fails
 */
export async function whichEditor(progress = () => {}) {
  const wish = process.env['XCEPTION_EDITOR'];
  if (wish !== undefined && wish !== '' && wish !== 'server' && wish !== 'electron') {
    throw new Error(`XCEPTION_EDITOR is "${wish}"; it may be "electron" or "server", or not set.`);
  }
  if (wish === 'server' || (!wish && !hasDisplay())) return { kind: 'server' };
  try {
    progress(`Looking for VS Code ${desktopVersion()} for the desktop`);
    return { kind: 'electron', executable: await desktopEditor() };
  } catch (cause) {
    if (wish === 'electron') {
      throw new Error(`VS Code ${desktopVersion()} for the desktop cannot be downloaded: ${reason(cause)}`, {
        cause,
      });
    }
    progress(`VS Code for the desktop cannot be downloaded (${reason(cause)}): using its server`);
    return { kind: 'server' };
  }
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * The version of the desktop VS Code: that of the server, or what `XCEPTION_VSCODE` says: `minimum` for the oldest that
 * package.json admits, `stable` for today's, or a version.
 * @returns {string}
 */
export function desktopVersion() {
  const wish = process.env['XCEPTION_VSCODE'];
  if (wish === 'minimum') return OLDEST_VSCODE;
  return wish ? wish : VSCODE_VERSION;
}

/** @returns {Promise<string>} path of its executable; the download is checked against the SHA-256 that comes with it */
function desktopEditor() {
  const cachePath = path.join(cacheFolder(), 'vscode-desktop');
  mkdirSync(cachePath, { recursive: true });
  return downloadAndUnzipVSCode({
    version: desktopVersion(),
    cachePath,
    timeout: SILENCE_MS,
    reporter: new SilentReporter(),
  });
}

/** @param {unknown} cause */
function reason(cause) {
  return cause instanceof Error ? cause.message : String(cause);
}
