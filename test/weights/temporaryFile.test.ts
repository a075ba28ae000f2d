import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { withTemporaryFile } from '../../src/model/weights/temporaryFile';
import { scratchFolder } from './support/scratch';

describe('a temporary file', () => {
  const scratch = scratchFolder();

  it('is there for its use and gone after, whatever happens', async () => {
    let used = '';
    const result = await withTemporaryFile(
      async (target) => {
        await target.write('content');
      },
      (file) => {
        used = file;
        return Promise.resolve(readFileSync(file, 'utf8'));
      },
    );
    assert.equal(result, 'content');
    assert.equal(existsSync(used), false);
    await assert.rejects(
      withTemporaryFile(
        () => Promise.reject(new Error('full')),
        () => Promise.resolve(),
      ),
      /full/,
    );
    assert.deepEqual(readdirSync(scratch('cache', 'temporary')), []);
  });

  it('that a killed process left is removed after an hour', async () => {
    mkdirSync(scratch('cache', 'temporary'), { recursive: true });
    const [old, young] = [scratch('cache', 'temporary', 'old'), scratch('cache', 'temporary', 'young')];
    for (const file of [old, young]) writeFileSync(file, '');
    utimesSync(old, 1000, 1000);
    await withTemporaryFile(
      () => Promise.resolve(),
      () => Promise.resolve(),
    );
    assert.deepEqual([old, young].map(existsSync), [false, true]);
  });
});
