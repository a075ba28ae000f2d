import { provideCompleteFolder } from '../setup/completeFolder.mjs';
import { hostPaths } from './hostPaths.mjs';
import { installHost } from './installHost.mjs';
import { provideBrowser } from './provideBrowser.mjs';

/**
 * What {@link provideEditorHost} provides.
 * @typedef {import('./hostPaths.mjs').HostPaths & { readonly browser: string | undefined }} EditorHost
 */

/**
 * Sees to it that a real VS Code (as a server) and a browser to show it in are installed. Costs some milliseconds when they
 * are; otherwise installs them into the cache folder, safe against a kill and against a second process doing the same.
 * @param {object} [options]
 * @param {(message: string) => void} [options.progress] told, in a few words, what takes time
 * @param {boolean} [options.browser] false: the server only, for a person who opens it in a browser of their own
 * @returns {Promise<EditorHost>} `browser` is undefined only where it was not asked for
 * @throws {import('../setup/setupError.mjs').SetupError} when a part cannot be had; `remedy` says what to do
 */
export async function provideEditorHost({ progress = () => {}, browser = true } = {}) {
  const host = hostPaths();
  await provideCompleteFolder({
    folder: host.folder,
    make: (staging) => installHost(staging, progress),
    onWait: (holder) => progress(`Waiting for ${holder}, which installs the editor`),
  });
  return { ...host, browser: browser ? await provideBrowser(progress) : undefined };
}
