import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { InferenceClient } from '../../src/model/worker/inferenceClient';
import { childrenOf } from '../support/processes';
import { classify, cup, entry, right } from './support/answers';

const FILES = new Array<string>(64).fill(cup.file);

describe('an inference process that ends', function () {
  this.timeout(180_000);
  let client: InferenceClient;

  beforeEach(() => {
    client = new InferenceClient({ entry });
  });
  afterEach(() => client.dispose());

  /** Nothing that was answered is lost or wrong, the end is told, and a new process does the rest. */
  async function loses(how: RegExp, fault: (pid: number) => void, mayLiveOn = false): Promise<void> {
    let done = false;
    const { results, error } = await classify(client, FILES, () => {
      if (!done && client.pid !== undefined) fault(client.pid);
      done = true;
    });
    assert.ok(error);
    if (error.code === 'internal') {
      // Where memory is refused to it, TensorFlow at times says so and lives on; what follows on such a machine is its end.
      assert.ok(mayLiveOn, error.message);
      process.kill(client.pid ?? Number.NaN, 'SIGKILL');
      while (client.pid !== undefined) await pause(1);
    } else {
      assert.equal(error.code, 'process-ended');
      assert.match(error.message, how);
    }
    const kept = results.size;
    assert.ok(kept > 0 && kept < FILES.length, `${kept} answers came before the end`);
    assert.equal(right(results.values()), kept, 'every answer that came is right');
    const rest = FILES.filter((_, index) => !results.has(index));
    const again = await classify(client, rest);
    assert.equal(again.error, undefined);
    assert.equal(right(again.results.values()) + kept, FILES.length, 'none of the pictures is lost');
  }

  for (const signal of ['SIGKILL', 'SIGSEGV', 'SIGABRT'] as const) {
    it(`by ${signal} in a run loses no picture`, () =>
      loses(new RegExp(signal), (pid) => process.kill(pid, signal)));

    it(`by ${signal} while it loads is told, and the next call works`, async () => {
      const run = classify(client, [cup.file]);
      while (client.pid === undefined) await pause(1);
      await pause(100);
      process.kill(client.pid, signal);
      const { error } = await run;
      assert.equal(error?.code, 'process-ended');
      assert.match(error.message, new RegExp(`${signal}.*native TensorFlow`));
      assert.equal(right((await classify(client, [cup.file])).results.values()), 1);
    });
  }

  it('for want of memory loses no picture', async function () {
    if (spawnSync('prlimit', ['--version']).status !== 0) this.skip();
    // Room for what it has, and none for another batch.
    const refuse = (pid: number): void => void spawnSync('prlimit', ['--pid', String(pid), '--as=1000000']);
    await loses(/ended unexpectedly/, refuse, true);
  });

  it('and stands still for a while, as with a machine that sleeps, loses nothing', async () => {
    let slept: Promise<void> | undefined;
    const { results, error } = await classify(client, FILES, () => {
      const { pid } = client;
      if (slept || pid === undefined) return;
      process.kill(pid, 'SIGSTOP');
      slept = pause(1500).then(() => {
        process.kill(pid, 'SIGCONT');
      });
    });
    await slept;
    assert.equal(error, undefined);
    assert.equal(right(results.values()), FILES.length);
  });

  it('is not there twenty times while nobody asks', () => {
    const before = childrenOf(process.pid).length;
    const clients = Array.from({ length: 20 }, () => new InferenceClient({ entry }));
    assert.ok(clients.every(({ state, pid }) => state === 'stopped' && pid === undefined));
    assert.equal(childrenOf(process.pid).length, before);
  });

  it('does not come sooner or later for a clock that jumps', async () => {
    const day = 86_400_000;
    const { now } = Date;
    try {
      for (const jump of [day, -day]) {
        const { results, error } = await classify(client, FILES.slice(0, 24), () => {
          Date.now = () => now() + jump;
        });
        assert.equal(error, undefined);
        assert.equal(right(results.values()), 24);
        assert.equal(client.state, 'ready', 'the jump has not made it idle for long');
      }
    } finally {
      Date.now = now;
    }
  });
});
