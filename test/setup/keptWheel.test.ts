import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import type * as KeptWheelModule from '../../scripts/setup/keptWheel.mjs';
import type * as ProgressModule from '../../scripts/setup/progress.mjs';
import type * as PythonModule from '../../scripts/setup/python.mjs';
import { loadScript } from './support/loadScript';
import { makeWheel } from './support/makeWheel';
import { useTemporaryFolder } from './support/temporaryFolder';

describe('a wheel that is kept', () => {
  const folder = useTemporaryFolder();
  const outside = { ...process.env };

  afterEach(() => {
    for (const name of ['PIP_NO_INDEX', 'PIP_FIND_LINKS']) {
      if (outside[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = outside[name];
    }
  });

  it('is fetched once, and again only where it is no longer whole', async () => {
    const { keptWheel, provideKeptWheel } = await loadScript<typeof KeptWheelModule>('setup/keptWheel.mjs');
    const { findPython } = await loadScript<typeof PythonModule>('setup/python.mjs');
    const { Progress } = await loadScript<typeof ProgressModule>('setup/progress.mjs');
    const index = path.join(folder(), 'index');
    mkdirSync(index);
    Object.assign(process.env, { PIP_NO_INDEX: '1', PIP_FIND_LINKS: index });
    const made = await makeWheel(index, { 'kit/file.txt': 'text' });
    const wheel = { requirement: 'sample-kit==1.0', tags: [], sha256: made.sha256, bytes: made.bytes };
    const lines: string[] = [];
    const stream = { write: (line: string) => lines.push(line) > 0, isTTY: false, columns: 80 };
    const cache = path.join(folder(), 'cache');
    const request = { cache, wheel, python: await findPython(), progress: new Progress(stream) };
    const original = readFileSync(made.file);

    assert.equal(keptWheel(cache, wheel), undefined);
    const file = await provideKeptWheel(request);
    assert.deepEqual(readFileSync(file), original);
    assert.equal(keptWheel(cache, wheel), file);
    assert.match(lines.join(''), /Fetching sample-kit 1\.0/);

    truncateSync(file, 10);
    assert.equal(keptWheel(cache, wheel), undefined);
    await provideKeptWheel(request);
    assert.deepEqual(readFileSync(file), original);

    rmSync(index, { recursive: true });
    assert.equal(await provideKeptWheel(request), file, 'nothing is fetched');
  });
});
