// `npm run test:keras [-- --if-possible] [mocha's options]`: this product and live Keras on the same models and pictures.
import path from 'node:path';
import { build } from './setup/build.mjs';
import { cacheFolder } from './setup/cacheFolder.mjs';
import { entry, root } from './setup/entry.mjs';
import { findKerasNeeds, provideKeras } from './setup/keras/provideKeras.mjs';
import { Progress } from './setup/progress.mjs';
import { run } from './setup/run.mjs';
import { SetupError } from './setup/setupError.mjs';
import { setUp } from './setup/setUp.mjs';

const IF_POSSIBLE = '--if-possible';

await entry(async () => {
  const args = process.argv.slice(2);
  const needs = await findKerasNeeds().catch((/** @type {unknown} */ error) => {
    if (!(error instanceof SetupError) || !args.includes(IF_POSSIBLE)) throw error;
    console.log(`Not compared with live Keras. ${error.message}`);
    return undefined;
  });
  if (!needs) return 0;
  const progress = new Progress();
  // Keras first: the native library is then made from the wheel that it keeps.
  const python = await provideKeras({ ...needs, cache: cacheFolder(), progress });
  const { environment } = await setUp({ root, progress });
  await build(root, ['--tests', path.join('test', 'keras')]);
  const mocha = [
    path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
    '--timeout',
    '120000',
    '--exit',
  ];
  const { code } = await run(
    process.execPath,
    [...mocha, 'out/test/keras/**/*.kerastest.js', ...args.filter((arg) => arg !== IF_POSSIBLE)],
    { cwd: root, env: { ...environment, XCEPTION_KERAS: python }, inherit: true },
  );
  return code;
});
