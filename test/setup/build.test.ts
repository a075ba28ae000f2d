import assert from 'node:assert/strict';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as Build from '../../scripts/setup/build.mjs';
import { loadScript } from './support/loadScript';
import { useTemporaryFolder } from './support/temporaryFolder';

describe('building when needed', () => {
  const folder = useTemporaryFolder();
  let build: typeof Build;

  before(async () => {
    build = await loadScript<typeof Build>('setup/build.mjs');
  });

  const write = (file: string, second: number): void => {
    const full = path.join(folder(), file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, '');
    utimesSync(full, second, second);
  };

  it('is needed until every bundle is newer than every source', () => {
    write('src/model/deep/one.ts', 100);
    write('src/two.ts', 200);
    assert.equal(build.buildIsCurrent(folder()), false);
    write('dist/cli.js', 300);
    assert.equal(build.buildIsCurrent(folder()), true);
    write('dist/panel.css', 150);
    assert.equal(build.buildIsCurrent(folder()), false);
    write('dist/panel.css', 300);
    write('src/model/deep/one.ts', 400);
    assert.equal(build.buildIsCurrent(folder()), false);
  });

  it('fails with what the build said', async () => {
    writeFileSync(path.join(folder(), 'esbuild.js'), 'console.error("no such file: a.ts"); process.exit(1);');
    await assert.rejects(build.build(folder(), []), { name: 'SetupError', output: 'no such file: a.ts' });
  });
});
