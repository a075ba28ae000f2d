import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Turnstile } from '../../src/model/worker/turnstile';

describe('the turnstile', () => {
  it('lets one through at a time', async () => {
    const turnstile = new Turnstile();
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 10 }, () =>
        turnstile.pass(1, async () => {
          most = Math.max(most, ++inside);
          await pause(1);
          inside--;
        }),
      ),
    );
    assert.equal(most, 1);
  });

  it('lets the lightest job go first, and equal ones take turns', async () => {
    const turnstile = new Turnstile();
    const order: string[] = [];
    const job = (name: string, weight: number): Promise<void> =>
      turnstile.pass(weight, async () => {
        await pause(1);
        order.push(name);
      });
    await Promise.all([job('first', 9), job('folder a', 9), job('folder b', 9), job('click', 1)]);
    assert.deepEqual(order, ['first', 'click', 'folder a', 'folder b']);
  });

  it('goes on after a job that failed', async () => {
    const turnstile = new Turnstile();
    const failed = turnstile.pass(1, () => Promise.reject(new Error('out of memory')));
    const next = turnstile.pass(1, () => 'fine');
    await assert.rejects(failed, /out of memory/);
    assert.equal(await next, 'fine');
    assert.equal(await turnstile.pass(1, () => 'again'), 'again');
  });

  it('lets a few through together, where it has lanes', async () => {
    const turnstile = new Turnstile(3);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const jobs = Array.from({ length: 6 }, (_, id) =>
      turnstile.pass(1, () => {
        begun.push(id);
        return new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    await pause(1);
    assert.deepEqual(begun, [0, 1, 2]);
    ends[1]?.();
    await pause(1);
    assert.deepEqual(begun, [0, 1, 2, 3]);
    for (let id = 0; id < 6; id++) {
      ends[id]?.();
      await pause(1);
    }
    await Promise.all(jobs);
    assert.deepEqual(begun, [0, 1, 2, 3, 4, 5]);
  });
});
