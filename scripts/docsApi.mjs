// `npm run docs:api [-- FOLDER]`: the public types (types/) and their reference (docs/api), made from the sources.
import { entry, root } from './setup/entry.mjs';
import { generateApi } from './docs/generateApi.mjs';

await entry(async () => {
  const [target = root] = process.argv.slice(2);
  await generateApi(root, target);
  console.log('types/ and docs/api are current.');
  return 0;
});
