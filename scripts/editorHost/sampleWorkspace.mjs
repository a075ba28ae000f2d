import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleModelFolder } from '../setup/sampleModel.mjs';

/**
 * A workspace of the photographs that come with this repository and of those that came with the sample network.
 * @param {string} root the repository
 * @param {string} cache
 * @returns {string} path of a .code-workspace file in the cache
 */
export function sampleWorkspace(root, cache) {
  const folders = [
    { name: 'Samples', path: path.join(root, 'media', 'samples') },
    { name: 'Kitchenware', path: path.join(sampleModelFolder(cache), 'photographs') },
  ].filter((folder) => existsSync(folder.path));
  const file = path.join(cache, 'editor', 'Photographs.code-workspace');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ folders }, null, 2)}\n`);
  return file;
}
