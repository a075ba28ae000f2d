import { existsSync } from 'node:fs';
import path from 'node:path';
import { hostPaths } from '../../editorHost/hostPaths.mjs';
import { findBrowser } from '../../editorHost/provideBrowser.mjs';
import { folderBytes, readCompleteFolder } from '../completeFolder.mjs';
import { hasSampleModel, sampleModelFolder } from '../sampleModel.mjs';
import { megabytes } from '../wheel.mjs';
import { fact, ok, wanted } from './row.mjs';

/** @typedef {import('./row.mjs').Row} Row */

/** @param {string} root @returns {Row} */
export function buildRow(root) {
  return existsSync(path.join(root, 'dist', 'cli.js'))
    ? ok('Build', 'dist/ is there')
    : wanted('Build', 'not built yet', 'Run "npm run build".');
}

/** @param {string} cache @returns {Row} */
export function sampleModelRow(cache) {
  return hasSampleModel(cache)
    ? ok('Sample network', sampleModelFolder(cache))
    : wanted('Sample network', 'not fetched yet', 'Run "npm run setup"; your own networks run without it.');
}

/** @returns {Row[]} */
export function editorRows() {
  const { folder } = hostPaths();
  return [
    readCompleteFolder(folder)
      ? ok('Editor in a browser', folder)
      : wanted('Editor in a browser', 'not installed', '"npm run editor" and "npm test" install it.'),
    browserRow(),
  ];
}

/** @returns {Row} */
function browserRow() {
  try {
    const browser = findBrowser();
    if (browser) return ok('Browser for tests', browser);
    return wanted('Browser for tests', 'not found', '"npm test" looks for one, or says how to get one.');
  } catch (error) {
    return wanted('Browser for tests', String(error), 'Set CHROMIUM to a browser of the Chromium family.');
  }
}

/** @param {string} cache @returns {Promise<Row>} */
export async function cacheRow(cache) {
  return fact('Cache', `${cache}, ${megabytes(await folderBytes(cache))} MB (XCEPTION_CACHE moves it)`);
}
