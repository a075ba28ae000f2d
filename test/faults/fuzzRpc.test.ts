import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { childTransport } from '../../src/model/worker/childTransport';
import { forkProcess } from '../../src/model/worker/forkEnvironment';
import { Endpoint, type MethodMap, type Transport } from '../../src/shared/rpc';
import type { WorkerMethods } from '../../src/shared/workerProtocol';
import { seededRandom, type Random } from '../weights/support/mutate';
import { entry } from './support/answers';

const ROUNDS = Number(process.env['XCEPTION_FUZZ_ROUNDS'] ?? 60) * 50;
const SEED = Number(process.env['XCEPTION_FUZZ_SEED'] ?? 20_161_007);

const WORDS = ['call', 'cancel', 'progress', 'ok', 'err', 'echo', 'status', 'load', 'classify', 'preview'];
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', '\0', '💥'];
const NUMBERS = [0, 1, 2, -1, 1.5, 2 ** 31, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];

/** Any value that a channel can carry, wrong at every depth. */
function anything(random: Random, depth = 0): unknown {
  const one = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
  switch (random(depth > 3 ? 6 : 9)) {
    case 0:
      return one(WORDS);
    case 1:
      return one(NAMES);
    case 2:
      return one(NUMBERS);
    case 3:
      return null;
    case 4:
      return undefined;
    case 5:
      return random(2) === 0;
    case 6:
      return Array.from({ length: random(5) }, () => anything(random, depth + 1));
    case 7:
      return new Uint8Array(random(64));
    default:
      return Object.fromEntries(
        ['model', 'files', 'file', 'topK', 'source', 'code', 'message', ...NAMES]
          .filter(() => random(3) === 0)
          .map((key) => [key, anything(random, depth + 1)]),
      );
  }
}

/** A message that is nearly right: what the fields of a true one are called, with anything in them. */
function message(random: Random): unknown {
  if (random(6) === 0) return anything(random);
  const true_ = random(4) > 0;
  return {
    rpc: true_ ? WORDS[random(5)] : anything(random),
    id: true_ ? random(40) : anything(random),
    ...(random(5) > 0 && { method: true_ ? [...WORDS, ...NAMES][random(17)] : anything(random) }),
    ...(random(5) > 0 && { params: anything(random) }),
    ...(random(3) > 0 && { value: anything(random) }),
    ...(random(3) > 0 && { error: anything(random) }),
  };
}

describe('random messages', function () {
  this.timeout(120_000 + ROUNDS * 10);

  it('neither throw in an endpoint nor call what it does not offer', async () => {
    // A method map has an index signature, which an interface does not satisfy.
    // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
    type Methods = { echo: { params: unknown; result: unknown } };
    let receive: (message: unknown) => void = () => undefined;
    let sent = 0;
    const transport: Transport = {
      send: () => {
        sent++;
      },
      listen: (listener) => {
        receive = listener;
      },
    };
    let echoed = 0;
    const endpoint = new Endpoint<Methods, Methods>(transport, {
      echo: (params) => {
        echoed++;
        return params;
      },
    });
    const random = seededRandom(SEED);
    for (let round = 0; round < ROUNDS; round++) {
      // Some of its ids are those of calls that are open.
      if (round % 20 === 0) endpoint.call('echo', round).catch(() => undefined);
      receive(message(random));
      if (round % 100 === 0) await Promise.resolve();
    }
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(echoed > 0 && sent > echoed, 'some of them were true calls');
    const before = echoed;
    receive({ rpc: 'call', id: 7, method: 'echo', params: 'still here' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(echoed, before + 1);
  });

  it('do not end the inference process, which answers the next true call', async () => {
    const child = forkProcess(entry);
    let ended: string | undefined;
    child.once('exit', (code, signal) => (ended = `${code ?? signal ?? '?'}`));
    try {
      const random = seededRandom(SEED);
      for (let round = 0; round < ROUNDS / 10; round++) {
        const garbage = message(random);
        // What cannot be sent is no message.
        if (garbage !== undefined) child.send(garbage as object);
      }
      const endpoint = new Endpoint<MethodMap, WorkerMethods>(afterOthers(child), {});
      const status = await endpoint.call('status', null);
      assert.equal(ended, undefined);
      assert.equal(status.pid, child.pid);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

/** The channel without the answers to what was sent before: their ids are small. */
function afterOthers(child: ChildProcess): Transport {
  const FAR = 1_000_000;
  const channel = childTransport(child);
  return {
    send: (sent) => {
      channel.send({ ...sent, id: sent.id + FAR });
    },
    listen: (receive) => {
      channel.listen((answer) => {
        const { id } = answer as { readonly id?: unknown };
        if (typeof id === 'number' && id > FAR) receive({ ...(answer as object), id: id - FAR });
      });
    },
  };
}
