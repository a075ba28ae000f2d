import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideCompleteFolder } from '../../setup/completeFolder.mjs';
import { npmCommand } from '../../setup/packages.mjs';
import { lastLines, run } from '../../setup/run.mjs';
import { SetupError } from '../../setup/setupError.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/**
 * Installs the packing tool of VS Code's makers into the cache, as the package-lock.json beside this file pins it.
 * @param {string} cache
 * @param {import('../../setup/progress.mjs').Progress} progress
 * @returns {Promise<string>} the program, for Node
 * @throws {SetupError}
 */
export async function provideVsce(cache, progress) {
  const lock = readFileSync(path.join(HERE, 'package-lock.json'));
  const key = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = path.join(cache, 'package', `vsce-${key}`);
  await provideCompleteFolder({
    folder,
    make: (staging) =>
      progress.step('Installing the packing tool (125 MB)', async () => {
        for (const name of ['package.json', 'package-lock.json'])
          cpSync(path.join(HERE, name), path.join(staging, name));
        const { command, args, shell } = npmCommand();
        const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
        const result = await run(command, [...args, ...options], { cwd: staging, shell });
        if (result.code !== 0) {
          throw new SetupError(
            'The packing tool could not be installed.',
            'Check that npm reaches its registry ("npm ping"), then run it again.',
            { output: lastLines(result) },
          );
        }
        return { lock: key };
      }),
  });
  return path.join(folder, 'node_modules', '@vscode', 'vsce', 'vsce');
}
