import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FeatureCache, featureName } from '../../src/model/trainer/featureCache';

describe('the cache of features', () => {
  const before = process.env['XCEPTION_CACHE'];
  let folder = '';
  const file = async (): Promise<string> => {
    const [name = ''] = await readdir(path.join(folder, 'features'));
    return path.join(folder, 'features', name);
  };
  const values = (start: number): Float32Array => Float32Array.of(start, start + 0.5, -start);
  const [one, two, three] = ['one', 'two', 'three'].map((name) => featureName(name, ''));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'xception-features-'));
    process.env['XCEPTION_CACHE'] = folder;
    const cache = await FeatureCache.open(['a'], 3);
    await cache.add([
      { name: one!, values: values(1) },
      { name: two!, values: values(2) },
    ]);
  });
  afterEach(async () => {
    if (before === undefined) delete process.env['XCEPTION_CACHE'];
    else process.env['XCEPTION_CACHE'] = before;
    await rm(folder, { recursive: true, force: true });
  });

  it('gives back what it was given, to whoever asks for the same backbone, and to nobody else', async () => {
    const cache = await FeatureCache.open(['a'], 3);
    assert.deepEqual(cache.get(two!), values(2));
    assert.equal(cache.get(three!), undefined);
    assert.equal((await FeatureCache.open(['b'], 3)).get(one!), undefined);
    assert.equal((await FeatureCache.open(['a'], 4)).get(one!), undefined);
    assert.notEqual(featureName('one', 'flip'), one);
  });

  it('loses no more than the record that was cut off, and goes on after it', async () => {
    const whole = await readFile(await file());
    await writeFile(await file(), whole.subarray(0, whole.length - 5));
    const cache = await FeatureCache.open(['a'], 3);
    assert.deepEqual(cache.get(one!), values(1));
    assert.equal(cache.get(two!), undefined);
    await cache.add([{ name: three!, values: values(3) }]);
    assert.deepEqual((await FeatureCache.open(['a'], 3)).get(three!), values(3));
  });

  it('passes over a damaged record', async () => {
    const bytes = await readFile(await file());
    bytes[40]! ^= 1;
    await writeFile(await file(), bytes);
    const cache = await FeatureCache.open(['a'], 3);
    assert.equal(cache.get(one!), undefined);
    assert.deepEqual(cache.get(two!), values(2));
  });

  it('removes what was not used for longest, and never what is in use', async () => {
    const old = await file();
    await appendFile(old, Buffer.alloc(100));
    const cache = await FeatureCache.open(['new'], 3);
    await cache.add([{ name: one!, values: values(1) }]);
    await cache.prune(1);
    await assert.rejects(stat(old));
    assert.deepEqual((await FeatureCache.open(['new'], 3)).get(one!), values(1));
  });
});
