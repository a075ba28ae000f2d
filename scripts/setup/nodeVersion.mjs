import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './setupError.mjs';

/**
 * @param {string} root the repository; its package.json names the oldest Node.js that is supported
 * @returns {string} that version
 */
export function oldestNode(root) {
  /** @type {{ engines: { node: string } }} */
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return engines.node.replace(/^\D*/, '');
}

/**
 * @param {string} root
 * @param {string} [version]
 * @returns {boolean} whether this Node.js is new enough
 */
export function nodeIsSupported(root, version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = oldestNode(root).split('.').map(Number);
  return major > oldMajor || (major === oldMajor && minor >= oldMinor);
}

/**
 * @param {string} root
 * @throws {SetupError} where this Node.js is too old
 */
export function requireNode(root) {
  if (nodeIsSupported(root)) return;
  throw new SetupError(
    `This is Node.js ${process.versions.node}; ${oldestNode(root)} or newer is needed.`,
    'Install a current Node.js, and run it again.',
  );
}
