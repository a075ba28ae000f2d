import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from '../setup/build.mjs';
import { FILES, FOLDERS, MANIFEST_LEFT_OUT, SLIM_FILES, SLIM_FOLDERS } from './contents.mjs';

/**
 * Makes an empty staging folder and puts into it what ships of the repository, and a production build.
 * @param {object} request
 * @param {string} request.root
 * @param {string} request.stage
 * @param {boolean} request.slim
 * @param {string} [request.version] instead of the one in package.json
 * @returns {Promise<readonly string[]>} the files that went into the bundles, relative to the repository
 */
export async function stageProduct({ root, stage, slim, version }) {
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  for (const name of [...FILES, ...FOLDERS, ...(slim ? [...SLIM_FILES, ...SLIM_FOLDERS] : [])])
    await cp(path.join(root, name), path.join(stage, name), { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  for (const field of MANIFEST_LEFT_OUT) delete manifest[field];
  const uninstall = 'vscode:uninstall';
  manifest.scripts = { [uninstall]: manifest.scripts[uninstall] };
  if (version) manifest.version = version;
  await writeFile(path.join(stage, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const meta = `${stage}.inputs.json`;
  await build(root, ['--production', `--out=${path.join(stage, 'dist')}`, `--meta=${meta}`]);
  const inputs = JSON.parse(await readFile(meta, 'utf8'));
  await rm(meta);
  return inputs;
}
