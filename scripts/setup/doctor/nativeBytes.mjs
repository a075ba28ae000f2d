import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Size of the binding and its libraries, wherever the links lead.
 * @param {string} folder
 * @returns {number} bytes
 */
export function nativeBytes(folder) {
  return readdirSync(folder)
    .map((name) => statSync(path.join(folder, name)).size)
    .reduce((sum, size) => sum + size, 0);
}
