// `npm run test:ray [-- --if-possible] [mocha's options]`: a job of "xception job" on a Ray cluster of this machine.
import path from 'node:path';
import { build } from './setup/build.mjs';
import { cacheFolder } from './setup/cacheFolder.mjs';
import { entry, root } from './setup/entry.mjs';
import { findPython311 } from './setup/keras/python311.mjs';
import { Progress } from './setup/progress.mjs';
import { provideRay } from './setup/ray/provideRay.mjs';
import { run } from './setup/run.mjs';
import { SetupError } from './setup/setupError.mjs';
import { setUp } from './setup/setUp.mjs';

const IF_POSSIBLE = '--if-possible';

await entry(async () => {
  const args = process.argv.slice(2);
  const progress = new Progress();
  const ray = await rayHere(progress).catch((/** @type {unknown} */ error) => {
    if (!(error instanceof SetupError) || !args.includes(IF_POSSIBLE)) throw error;
    console.log(`Not tried on Ray. ${error.message}`);
    return undefined;
  });
  if (ray === undefined) return 0;
  const { environment } = await setUp({ root, progress });
  await build(root, ['--tests', path.join('test', 'ray')]);
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const { code } = await run(
    process.execPath,
    [
      ...[mocha, '--timeout', '600000', '--exit', 'out/test/ray/**/*.raytest.js'],
      ...args.filter((arg) => arg !== IF_POSSIBLE),
    ],
    { cwd: root, env: { ...environment, XCEPTION_RAY: ray }, inherit: true },
  );
  return code;
});

/**
 * @param {Progress} progress
 * @throws {SetupError} where there is no Python for it, or no Ray
 */
async function rayHere(progress) {
  const python = await findPython311();
  return provideRay({ root, cache: cacheFolder(), python, progress });
}
