// `npm run test:ray [-- --if-possible] [mocha's options]`: a job of "xception job" on a Ray cluster of this machine.
import { cacheFolder } from './setup/cacheFolder.mjs';
import { entry, root } from './setup/entry.mjs';
import { findPython311 } from './setup/keras/python311.mjs';
import { Progress } from './setup/progress.mjs';
import { provideRay } from './setup/ray/provideRay.mjs';
import { ifPossible, testLive } from './testLive.mjs';

await entry(async () => {
  const progress = new Progress();
  const ray = await ifPossible('Not tried on Ray.', async () =>
    provideRay({ root, cache: cacheFolder(), python: await findPython311(), progress }),
  );
  if (ray === undefined) return 0;
  return testLive({ name: 'ray', timeoutMs: 600_000, env: { XCEPTION_RAY: ray }, progress });
});
