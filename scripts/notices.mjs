// `npm run notices`: writes THIRD-PARTY-NOTICES.txt, the list of others' work that ships, from what is packed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { collectNotices } from './package/collectNotices.mjs';
import { NOTICES } from './package/notices.mjs';
import { cacheFolder } from './setup/cacheFolder.mjs';
import { entry, root } from './setup/entry.mjs';

await entry(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'xception-notices-'));
  try {
    const text = await collectNotices({ root, cache: cacheFolder(), stage: path.join(folder, 'stage') });
    await writeFile(path.join(root, NOTICES), text);
    console.log(`${NOTICES}: ${Math.round(text.length / 1000)} kB`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
