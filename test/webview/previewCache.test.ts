import assert from 'node:assert/strict';
import type { Preview } from '../../src/shared/workerProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { PreviewCache, previewKey } from '../../src/webview/previewCache';
import { classification, entry, failure, kitchenware, waitingEntry } from './support/states';

const preview: Preview = { picture: { bytes: new Uint8Array([1]), mime: 'image/png', width: 1, height: 1 } };
const never = new AbortController().signal;

describe('the key of an entry’s pictures', () => {
  it('is the same for equal results and another for a new one', () => {
    assert.equal(previewKey(entry(1)), previewKey(structuredClone(entry(1))));
    const timings = { decode: 1, preprocess: 1, inference: 1 };
    const others = [
      entry(2),
      entry(1, { model: 'other' }),
      entry(1, { preprocessing: { fit: 'crop' } }),
      entry(1, { result: { ...classification(kitchenware), timings } }),
      entry(1, { result: failure }),
    ];
    assert.equal(new Set([entry(1), ...others].map(previewKey)).size, others.length + 1);
    assert.equal(previewKey(waitingEntry(1)), undefined);
  });
});

describe('the cache of pictures', () => {
  it('asks once and forgets what was not looked at for longest', async () => {
    const asked: number[] = [];
    const cache = new PreviewCache(
      (id, maxSide) => {
        asked.push(id);
        assert.equal(maxSide, 192);
        return Promise.resolve(preview);
      },
      192,
      2,
    );
    for (const id of [1, 2, 1, 3, 1, 2]) assert.equal(await cache.get(id, `key ${id}`, never), preview);
    assert.deepEqual(asked, [1, 2, 3, 2]);
  });

  it('does not keep a failure', async () => {
    let asked = 0;
    const cache = new PreviewCache(
      () => {
        asked++;
        return asked === 1
          ? Promise.reject(new XceptionError('timeout', 'Too late.'))
          : Promise.resolve(preview);
      },
      192,
      2,
    );
    await assert.rejects(cache.get(1, 'key', never), { code: 'timeout' });
    assert.equal(await cache.get(1, 'key', never), preview);
  });

  it('gives no one a picture that another has cancelled', async () => {
    let asked = 0;
    const cache = new PreviewCache(
      (_, __, signal) => {
        asked++;
        return new Promise((resolve, reject) => {
          if (asked === 2) resolve(preview);
          signal.addEventListener('abort', () => {
            reject(new XceptionError('cancelled', 'Cancelled.'));
          });
        });
      },
      192,
      2,
    );
    const gone = new AbortController();
    const first = cache.get(1, 'key', gone.signal);
    gone.abort();
    const second = cache.get(1, 'key', never);
    await assert.rejects(first, { code: 'cancelled' });
    assert.equal(await second, preview);
    assert.equal(await cache.get(1, 'key', never), preview);
    assert.equal(asked, 2);
  });
});
