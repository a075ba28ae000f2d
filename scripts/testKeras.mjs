// `npm run test:keras [-- --if-possible] [mocha's options]`: this product and live Keras on the same models and pictures.
import { cacheFolder } from './setup/cacheFolder.mjs';
import { entry } from './setup/entry.mjs';
import { findKerasNeeds, provideKeras } from './setup/keras/provideKeras.mjs';
import { Progress } from './setup/progress.mjs';
import { ifPossible, testLive } from './testLive.mjs';

await entry(async () => {
  const needs = await ifPossible('Not compared with live Keras.', findKerasNeeds);
  if (!needs) return 0;
  const progress = new Progress();
  // Keras first: the native library is then made from the wheel that it keeps.
  const python = await provideKeras({ ...needs, cache: cacheFolder(), progress });
  return testLive({ name: 'keras', timeoutMs: 120_000, env: { XCEPTION_KERAS: python }, progress });
});
