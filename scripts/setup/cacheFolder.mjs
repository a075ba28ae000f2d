import os from 'node:os';
import path from 'node:path';

/**
 * The one folder for everything that is fetched or compiled once and used by every checkout: native kernels, sample
 * network, test editor. `src/model/cacheFolder.ts` is its twin in the product; a test holds the two together.
 *
 * `XCEPTION_CACHE`, else `XDG_CACHE_HOME/xception` (an absolute path, as the XDG Base Directory specification asks),
 * else the platform's own place.
 *
 * @param {Readonly<Record<string, string | undefined>>} [environment]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 * @returns {string} an absolute path; the folder need not exist yet
 */
export function cacheFolder(environment = process.env, platform = process.platform, home = os.homedir()) {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const chosen = environment['XCEPTION_CACHE'];
  if (chosen) return paths.resolve(chosen);
  const xdg = environment['XDG_CACHE_HOME'];
  if (xdg && paths.isAbsolute(xdg)) return paths.join(xdg, 'xception');
  if (platform === 'win32') {
    const local = environment['LOCALAPPDATA'];
    const base = local?.trim() ? local : paths.join(home, 'AppData', 'Local');
    return paths.join(base, 'xception', 'Cache');
  }
  if (platform === 'darwin') return paths.join(home, 'Library', 'Caches', 'xception');
  return paths.join(home, '.cache', 'xception');
}
