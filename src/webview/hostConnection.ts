import type { RpcMessage, Transport } from '../shared/rpc';
import type { VsCodeApi } from './vscodeApi';

/** Messages to and from the extension. VS Code delivers the host's messages as `message` events of the window. */
export class HostConnection implements Transport {
  constructor(private readonly api: VsCodeApi) {}

  send(message: RpcMessage): void {
    this.api.postMessage(message);
  }

  listen(receive: (message: unknown) => void): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      receive(event.data);
    });
  }
}
