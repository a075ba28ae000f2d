import { readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

const STAMP = '.xception-native.json';

/**
 * @typedef {object} Stamp that the files beside it were loaded and computed; loading them takes a second, reading this
 *   does not
 * @property {string} source the way they came
 * @property {string} tensorflow version of libtensorflow
 * @property {string} tfjsNode version
 * @property {string} system platform and architecture
 * @property {Readonly<Record<string, string>>} files size and time of change by name; of a link, those of its target
 */

/**
 * @param {import('./tfjsNode.mjs').TfjsNode} tfjs
 * @returns {Stamp | undefined} undefined where nothing was checked yet or a file changed since
 */
export function readStamp(tfjs) {
  try {
    /** @type {Stamp} */
    const stamp = JSON.parse(readFileSync(path.join(tfjs.target, STAMP), 'utf8'));
    const now = { ...stamp, tfjsNode: tfjs.version(), system: system(), files: describe(tfjs.target) };
    return JSON.stringify(now) === JSON.stringify(stamp) ? stamp : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {import('./tfjsNode.mjs').TfjsNode} tfjs
 * @param {Pick<Stamp, 'source' | 'tensorflow'>} facts
 */
export async function writeStamp(tfjs, facts) {
  /** @type {Stamp} */
  const stamp = { ...facts, tfjsNode: tfjs.version(), system: system(), files: describe(tfjs.target) };
  await writeFile(path.join(tfjs.target, STAMP), `${JSON.stringify(stamp, undefined, 2)}\n`);
}

function system() {
  return `${process.platform}-${process.arch}`;
}

/** @param {string} folder @returns {Record<string, string>} */
function describe(folder) {
  const names = readdirSync(folder).filter((name) => name !== STAMP);
  return Object.fromEntries(
    names.sort().map((name) => {
      const { size, mtimeMs } = statSync(path.join(folder, name));
      return [name, `${size} ${Math.round(mtimeMs)}`];
    }),
  );
}
