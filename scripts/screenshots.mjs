// `npm run screenshots`: the pictures of the documentation, taken anew by the tests that click through the editor.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { entry, root } from './setup/entry.mjs';
import { run } from './setup/run.mjs';

/** What the tests call a picture, and what the documentation does. */
const PICTURES = /** @type {const} */ ([
  ['results-samples', 'results'],
  ['gallery-samples', 'gallery'],
  ['layers-light', 'layers'],
  ['shapes-light', 'shapes'],
  ['compare-networks-dark', 'compare'],
  ['evaluate-light', 'evaluate'],
  ['train-running-dark', 'train'],
]);

await entry(async () => {
  const suites = ['results', 'layers', 'shapes', 'compare', 'folders', 'train'];
  const tests = suites.map((name) => `test/editor/${name}.test.ts`);
  const { code } = await run(process.execPath, [path.join(root, 'scripts', 'test.mjs'), '--fast', ...tests], {
    cwd: root,
    inherit: true,
  });
  if (code !== 0) return code;
  const { default: sharp } = await import('sharp');
  const folder = path.join(root, 'media', 'screenshots');
  await mkdir(folder, { recursive: true });
  for (const [from, to] of PICTURES) {
    const source = path.join(root, 'out', 'screenshots', `${from}.png`);
    await sharp(source)
      .png({ palette: true, effort: 10 })
      .toFile(path.join(folder, `${to}.png`));
  }
  return 0;
});
