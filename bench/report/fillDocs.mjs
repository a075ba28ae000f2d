import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { fillMarked } from './fillMarked.mjs';
import { fillScale } from './fillScale.mjs';
import { reportMarkdown } from './reportMarkdown.mjs';
import { resultFile } from './resultFile.mjs';

/** The documentation page that has the figures. */
const PAGE = path.join('docs', 'PERFORMANCE.md');
const KINDS = /** @type {const} */ ([
  'peers',
  'growth',
  'memory',
  'structure',
  'editor',
  'panel',
  'find',
  'tried',
]);

/**
 * The documentation page with the figures of the last whole runs.
 * @param {string} root the repository
 * @returns {Promise<{ text: string, filled: string[] }>} the page, formatted; the subjects that have a result
 */
export async function filledDocs(root) {
  const file = path.join(root, PAGE);
  let text = await readFile(file, 'utf8');
  const filled = [];
  for (const kind of KINDS) {
    const result = resultFile(root, kind);
    if (!existsSync(result)) continue;
    text = fillMarked(text, kind, reportMarkdown(JSON.parse(await readFile(result, 'utf8'))));
    filled.push(kind);
  }
  const options = await prettier.resolveConfig(file);
  return { text: await prettier.format(text, { ...options, filepath: file }), filled };
}

/**
 * Writes the last whole runs' figures into the documentation, so that nobody types one.
 * @param {string} root the repository
 * @returns {Promise<string>} what was done, for people
 */
export async function fillDocs(root) {
  const { text, filled } = await filledDocs(root);
  await writeFile(path.join(root, PAGE), text);
  if (filled.includes('peers')) await fillScale(root);
  return filled.length > 0 ? `${PAGE}: ${filled.join(', ')}.` : 'There is no result of a whole run yet.';
}
