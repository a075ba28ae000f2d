import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { fillMarked } from './fillMarked.mjs';
import { resultFile } from './resultFile.mjs';
import { scaleMarkdown } from './scaleMarkdown.mjs';

const PAGE = path.join('docs', 'SCALE.md');

/**
 * The page on clusters with the figures of the last whole run among the peers.
 * @param {string} root the repository
 * @returns {Promise<string>} the page, formatted
 */
export async function filledScale(root) {
  const file = path.join(root, PAGE);
  const report = JSON.parse(await readFile(resultFile(root, 'peers'), 'utf8'));
  const text = fillMarked(await readFile(file, 'utf8'), 'scale', scaleMarkdown(report));
  const options = await prettier.resolveConfig(file);
  return prettier.format(text, { ...options, filepath: file });
}

/** @param {string} root the repository */
export async function fillScale(root) {
  await writeFile(path.join(root, PAGE), await filledScale(root));
}
