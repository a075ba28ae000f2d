import { rm, stat } from 'node:fs/promises';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setupError.mjs';

/**
 * Packs a staged folder. Every file in it ships; vsce checks the manifest and writes the archive.
 * @param {object} request
 * @param {string} request.vsce
 * @param {string} request.stage
 * @param {import('./targets.mjs').Target} request.target
 * @param {string} request.file
 * @returns {Promise<number>} its size in bytes
 * @throws {SetupError} with what vsce said
 */
export async function makeVsix({ vsce, stage, target, file }) {
  await rm(file, { force: true });
  const args = [
    'package',
    '--target',
    target.name,
    '--out',
    file,
    '--no-dependencies',
    '--no-rewrite-relative-links',
  ];
  args.push('--allow-missing-repository', '--no-update-package-json', '--no-git-tag-version');
  const result = await run(process.execPath, [vsce, ...args], {
    cwd: stage,
    // A release must not hang on the tool's own look for a newer version.
    env: { ...process.env, VSCE_STORE: 'file', NO_UPDATE_NOTIFIER: '1' },
  });
  if (result.code !== 0) {
    throw new SetupError(`${file} could not be packed.`, 'See what vsce says above.', {
      output: lastLines(result),
    });
  }
  return (await stat(file)).size;
}
