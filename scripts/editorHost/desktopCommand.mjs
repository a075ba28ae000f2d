import { existsSync } from 'node:fs';
import path from 'node:path';

/** @returns {string | undefined} path of the command `code` of a desktop VS Code, if it is on the PATH */
export function desktopCommand() {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}
