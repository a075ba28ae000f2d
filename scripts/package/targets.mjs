import { SetupError } from '../setup/setupError.mjs';

/**
 * What VS Code calls the systems that a package is made for.
 * @typedef {object} Target
 * @property {string} name as VS Code's Marketplace and `vsce --target` name it
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 */

/** @type {readonly Target[]} Those for which both sharp and TensorFlow are published. */
export const TARGETS = [
  { name: 'linux-x64', platform: 'linux', arch: 'x64' },
  { name: 'linux-arm64', platform: 'linux', arch: 'arm64' },
  { name: 'darwin-x64', platform: 'darwin', arch: 'x64' },
  { name: 'darwin-arm64', platform: 'darwin', arch: 'arm64' },
  { name: 'win32-x64', platform: 'win32', arch: 'x64' },
];

/**
 * @param {string} name
 * @returns {Target}
 * @throws {SetupError} where there is no such target
 */
export function findTarget(name) {
  const found = TARGETS.find((target) => target.name === name);
  if (found) return found;
  throw new SetupError(
    `There is no target "${name}".`,
    `Choose one of ${TARGETS.map((target) => target.name).join(', ')}.`,
  );
}

/** @param {Target} target whether this machine can make the package that brings TensorFlow: its library must have run here */
export function isHere(target) {
  return target.platform === process.platform && target.arch === process.arch;
}
