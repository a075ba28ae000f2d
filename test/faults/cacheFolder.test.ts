import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { InferenceClient } from '../../src/model/worker/inferenceClient';
import { useTemporaryFolder } from '../setup/support/temporaryFolder';
import { mountSmallDisk } from '../support/smallDisk';
import { classify, cup, entry, right } from './support/answers';

describe('a cache folder', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();

  async function withCache<T>(cache: string, work: (client: InferenceClient) => Promise<T>): Promise<T> {
    const client = new InferenceClient({ entry, env: { XCEPTION_CACHE: cache } });
    try {
      return await work(client);
    } finally {
      await client.dispose();
    }
  }

  async function refused(cache: string, reason: RegExp): Promise<void> {
    const { results, error } = await withCache(cache, (client) => classify(client, [cup.file]));
    assert.equal(results.size, 0);
    assert.equal(error?.code, 'file-unreadable', error?.message);
    assert.match(error.message, reason);
    assert.ok(error.message.includes(cache), error.message);
    assert.doesNotMatch(error.message, /damaged/, 'the model is not at fault');
  }

  async function refusedWithoutRemains(bytes: number, context: Mocha.Context): Promise<void> {
    const disk = mountSmallDisk(bytes);
    if (!disk) context.skip();
    try {
      await refused(disk.folder, /the disk is full.*XCEPTION_CACHE/);
      const left = readdirSync(disk.folder, { recursive: true, encoding: 'utf8' });
      assert.deepEqual(
        left.filter((name) => /\.part$|temporary\//.test(name)),
        [],
      );
    } finally {
      disk.dispose();
    }
  }

  it('on a full disk is told, and nothing half-written stays', async function () {
    await refusedWithoutRemains(1 << 20, this);
  });

  it('on a disk that fills up with the last file is told, and nothing half-written stays', async function () {
    // Room for the unpacked weights, and not for the pack beside them.
    await refusedWithoutRemains(100 << 20, this);
  });

  it('that may only be read is told while there is no pack, and used once there is one', async function () {
    const disk = mountSmallDisk(300 << 20);
    if (!disk) this.skip();
    const remount = (how: string): void => {
      assert.equal(spawnSync('mount', ['-o', `remount,${how}`, disk.folder]).status, 0);
    };
    try {
      remount('ro');
      await refused(disk.folder, /Make it writable/);
      remount('rw');
      const made = await withCache(disk.folder, (client) => classify(client, [cup.file]));
      assert.equal(right(made.results.values()), 1, made.error?.message);
      remount('ro');
      const read = await withCache(disk.folder, (client) => classify(client, [cup.file]));
      assert.equal(right(read.results.values()), 1, read.error?.message);
    } finally {
      disk.dispose();
    }
  });

  it('that two windows fill at once has one whole pack, and both have their answers', async () => {
    const cache = path.join(folder(), 'shared');
    const outcomes = await Promise.all(
      [1, 2].map(() => withCache(cache, (client) => classify(client, [cup.file, cup.file]))),
    );
    for (const { results, error } of outcomes) {
      assert.equal(error, undefined);
      assert.equal(right(results.values()), 2);
    }
    assert.equal(readdirSync(path.join(cache, 'packs')).length, 1);
    assert.deepEqual(readdirSync(path.join(cache, 'temporary')), []);
  });
});
