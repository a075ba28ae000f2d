import os from 'node:os';
import path from 'node:path';

/**
 * The one folder for everything that is fetched or compiled once: native kernels, networks. The set-up scripts, which run
 * before any TypeScript is built, have the same function in `scripts/setup/cacheFolder.mjs`; a test holds the two together.
 *
 * `XCEPTION_CACHE`, else `XDG_CACHE_HOME/xception` (an absolute path, as the XDG Base Directory specification asks),
 * else the platform's own place: `~/.cache/xception`, `~/Library/Caches/xception`, `%LOCALAPPDATA%\xception\Cache`.
 *
 * @returns an absolute path; the folder need not exist yet
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = os.homedir(),
): string {
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
