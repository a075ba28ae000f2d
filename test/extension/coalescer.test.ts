import assert from 'node:assert/strict';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { Coalescer } from '../../src/extension/coalescer';

describe('a coalescer', () => {
  it('flushes at once, gathers what follows, and flushes after the last of it', async () => {
    const events = new EventEmitter();
    let news = 0;
    const seen: number[] = [];
    const coalescer = new Coalescer(20, () => {
      seen.push(news);
      events.emit('flush');
    });
    for (let i = 0; i < 100; i++) {
      news++;
      coalescer.request();
    }
    assert.deepEqual(seen, [1]);
    await once(events, 'flush');
    assert.deepEqual(seen, [1, 100]);
    coalescer.dispose();
  });

  it('flushes no more once it is disposed', async () => {
    let flushes = 0;
    const coalescer = new Coalescer(5, () => flushes++);
    coalescer.request();
    coalescer.request();
    coalescer.dispose();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(flushes, 1);
  });
});
