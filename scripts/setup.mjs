// `npm run setup [-- --tests]`: everything that a clone needs, once.
import { entry, root } from './setup/entry.mjs';
import { Progress } from './setup/progress.mjs';
import { setUp } from './setup/setUp.mjs';

await entry(async () => {
  const { cache } = await setUp({ root, progress: new Progress(), tests: process.argv.includes('--tests') });
  console.log(`Ready. Kept in ${cache}`);
});
