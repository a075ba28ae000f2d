// `npm run native`, and "Xception: Fetch TensorFlow" in the editor: native TensorFlow and nothing else. Runs in a clone and
// in an installed extension.
import { cacheFolder } from './setup/cacheFolder.mjs';
import { entry, root } from './setup/entry.mjs';
import { provideNative } from './setup/native/provideNative.mjs';
import { Progress } from './setup/progress.mjs';

await entry(async () => {
  const cache = cacheFolder();
  await provideNative({ root, cache, progress: new Progress() });
  console.log(`TensorFlow is ready. Kept in ${cache}`);
});
