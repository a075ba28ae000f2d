import path from 'node:path';

/**
 * @param {string} root the repository
 * @param {import('./reportTables.mjs').Report['kind']} kind
 * @returns {string} where the last whole run of this kind lies
 */
export function resultFile(root, kind) {
  return path.join(root, 'bench', 'results', kind === 'peers' ? 'latest.json' : `${kind}.json`);
}
