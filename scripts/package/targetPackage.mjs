import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { provideCompleteFolder } from '../setup/completeFolder.mjs';
import { npmCommand } from '../setup/packages.mjs';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setupError.mjs';

/**
 * @typedef {object} LockEntry
 * @property {string} version
 * @property {string} integrity
 * @property {readonly string[]} [os]
 * @property {readonly string[]} [cpu]
 * @property {readonly string[]} [libc]
 */

/**
 * An optional package of package-lock.json where it is for the target: from the repository's packages where npm installed
 * it, else fetched into the cache and compared with the lock.
 * @param {string} name
 * @param {{ root: string, cache: string, target: import('./targets.mjs').Target }} request
 * @returns {Promise<string | undefined>} its folder; undefined where it is for other systems
 * @throws {SetupError}
 */
export async function provideTargetPackage(name, { root, cache, target }) {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  /** @type {LockEntry | undefined} */
  const entry = lock.packages[`node_modules/${name}`];
  if (!entry || !isFor(entry, target)) return undefined;
  const installed = path.join(root, 'node_modules', name);
  if (existsSync(installed)) return installed;
  const folder = path.join(cache, 'package', `${name.replace('/', '+')}-${entry.version}`);
  await provideCompleteFolder({ folder, make: (staging) => fetchPackage(name, entry, staging) });
  return folder;
}

/** @param {LockEntry} entry @param {import('./targets.mjs').Target} target */
function isFor({ os, cpu, libc }, target) {
  // Without a system in the lock it is WebAssembly, which stands in where there is no native one.
  if (!os?.includes(target.platform) || !cpu?.includes(target.arch)) return false;
  return !libc || libc.includes('glibc');
}

/** @param {string} name @param {LockEntry} entry @param {string} folder */
async function fetchPackage(name, { version, integrity }, folder) {
  await mkdir(folder, { recursive: true });
  const { command, args, shell } = npmCommand();
  const spec = `${name}@${version}`;
  const remedy = 'Check that npm reaches its registry ("npm ping"), then run it again.';
  const packed = await run(command, [...args, 'pack', spec, '--json', '--pack-destination', folder], {
    shell,
  });
  if (packed.code !== 0)
    throw new SetupError(`npm could not fetch ${spec}.`, remedy, { output: lastLines(packed) });
  const archive = path.join(folder, JSON.parse(packed.stdout)[0].filename);
  const [algorithm = 'sha512', expected] = integrity.split(/-(.*)/s);
  const actual = createHash(algorithm)
    .update(await readFile(archive))
    .digest('base64');
  if (actual !== expected) {
    throw new SetupError(
      `The archive of ${spec} is not the one in package-lock.json (${algorithm} ${actual}).`,
      'Nothing of it was used. Check which registry npm is set to, then run it again.',
    );
  }
  const unpacked = await run('tar', ['-xzf', archive, '--strip-components=1', '-C', folder]);
  if (unpacked.code !== 0)
    throw new SetupError(`${spec} could not be unpacked.`, remedy, { output: lastLines(unpacked) });
  await rm(archive);
  return { package: spec, integrity };
}
