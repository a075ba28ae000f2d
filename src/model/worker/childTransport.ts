import type { RpcMessage, Transport } from '../../shared/rpc';

/** Anything with Node's IPC channel: a child process as its parent sees it, or `process` inside the child. */
interface Channel {
  readonly connected: boolean;
  send?:
    | ((
        message: RpcMessage,
        handle: undefined,
        options: undefined,
        callback: (error: Error | null) => void,
      ) => boolean)
    | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/**
 * Messages over a child process' IPC channel, seen from either side. A message to a process that has just gone is dropped:
 * its `exit` event closes the endpoint and says why.
 */
export function childTransport(channel: Channel): Transport {
  return {
    send: (message) => {
      if (channel.connected) channel.send?.(message, undefined, undefined, () => undefined);
    },
    listen: (receive) => {
      channel.on('message', receive);
    },
  };
}
