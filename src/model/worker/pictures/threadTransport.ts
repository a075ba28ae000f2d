import type { MessagePort, Worker } from 'node:worker_threads';
import type { Transport } from '../../../shared/rpc';

/** Messages between a thread and the one that started it, seen from either side. */
export function threadTransport(port: MessagePort | Worker): Transport {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    listen: (receive) => {
      port.on('message', receive);
    },
  };
}
