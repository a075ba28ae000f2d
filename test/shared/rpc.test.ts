import assert from 'node:assert/strict';
import {
  Endpoint,
  type Handlers,
  type MethodMap,
  type RpcMessage,
  type Transport,
} from '../../src/shared/rpc';
import { XceptionError } from '../../src/shared/xceptionError';

// A method map has an index signature, which an interface does not satisfy.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type Methods = {
  double: { params: number; result: number };
  fail: { params: null; result: null };
  crash: { params: null; result: null };
  count: { params: number; result: string; progress: number };
  wait: { params: null; result: string };
  unsendable: { params: null; result: unknown };
};
type None = MethodMap;

/** Two transports whose messages cross through a structured clone, one tick later: as between two processes. */
function pair(): [Transport, Transport] {
  const listeners: ((message: unknown) => void)[] = [];
  const side = (own: number): Transport => ({
    send: (message: RpcMessage) => {
      const clone = structuredClone(message);
      queueMicrotask(() => listeners[1 - own]?.(clone));
    },
    listen: (receive) => {
      listeners[own] = receive;
    },
  });
  return [side(0), side(1)];
}

let aborted: unknown;
const handlers: Handlers<Methods> = {
  double: (value) => value * 2,
  fail: () => {
    throw new XceptionError('image-unreadable', 'cup.jpg is not a picture.');
  },
  crash: () => Promise.reject(new TypeError('x is not a function')),
  count: (to, { progress }) => {
    for (let i = 1; i <= to; i++) progress(i);
    return 'done';
  },
  wait: (_params, { signal }) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        aborted = signal.reason;
        resolve('too late');
      });
    }),
  unsendable: () => () => 0,
};

function connect(): { client: Endpoint<None, Methods>; server: Endpoint<Methods, None> } {
  const [near, far] = pair();
  return {
    client: new Endpoint<None, Methods>(near, {}),
    server: new Endpoint<Methods, None>(far, handlers),
  };
}

const failsWith = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof XceptionError && error.code === code && text.test(error.message);

describe('an RPC endpoint', () => {
  it('answers calls, several at a time', async () => {
    const { client } = connect();
    assert.deepEqual(await Promise.all([1, 2, 3].map((n) => client.call('double', n))), [2, 4, 6]);
  });

  it("brings a handler's error back with its code, and any other as internal", async () => {
    const { client } = connect();
    await assert.rejects(client.call('fail', null), failsWith('image-unreadable', /cup\.jpg/));
    await assert.rejects(client.call('crash', null), failsWith('internal', /not a function/));
  });

  it('delivers progress in order, before the result', async () => {
    const { client } = connect();
    const seen: number[] = [];
    assert.equal(await client.call('count', 4, { onProgress: (n) => seen.push(n) }), 'done');
    assert.deepEqual(seen, [1, 2, 3, 4]);
  });

  it('cancels at once for the caller, and tells the handler', async () => {
    const { client } = connect();
    const controller = new AbortController();
    const call = client.call('wait', null, { signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    await assert.rejects(call, failsWith('cancelled', /./));
    await new Promise((resolve) => setTimeout(resolve, 1));
    assert.ok(failsWith('cancelled', /./)(aborted));
  });

  it('does not send a call that is cancelled already', async () => {
    const { client } = connect();
    await assert.rejects(
      client.call('double', 1, { signal: AbortSignal.abort() }),
      failsWith('cancelled', /./),
    );
  });

  it('fails what is open when the connection ends, and what comes later', async () => {
    const { client } = connect();
    const call = client.call('wait', null);
    client.close(new XceptionError('process-ended', 'The process was killed by SIGKILL.'));
    await assert.rejects(call, failsWith('process-ended', /SIGKILL/));
    await assert.rejects(client.call('double', 1), failsWith('process-ended', /SIGKILL/));
  });

  it('answers a call that it does not know, and one whose result cannot be sent', async () => {
    const { client } = connect();
    await assert.rejects(client.call('toString' as 'double', 1), failsWith('internal', /toString/));
    await assert.rejects(client.call('unsendable', null), failsWith('internal', /cloned/));
  });

  it('takes no notice of messages that are not its own', async () => {
    const listeners: ((message: unknown) => void)[] = [];
    const endpoint = new Endpoint<Methods, None>(
      { send: () => assert.fail('nothing is to be answered'), listen: (receive) => listeners.push(receive) },
      handlers,
    );
    for (const message of [
      null,
      7,
      'call',
      {},
      { rpc: 'call' },
      { rpc: 'ok', id: 99 },
      { vscodeScheduleAsyncWork: 1 },
    ]) {
      listeners[0]!(message);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
    endpoint.close(new XceptionError('internal', 'over'));
  });
});
