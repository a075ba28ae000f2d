import { Worker } from 'node:worker_threads';
import { Endpoint, type MethodMap } from '../../../shared/rpc';
import { XceptionError } from '../../../shared/xceptionError';
import type { PictureMethods } from './pictureProtocol';
import type { PreparePicture } from './prepareHere';
import { threadTransport } from './threadTransport';

/** Has pictures prepared in a thread of its own, which is started when it is needed and again when it has ended. */
export class PictureThread {
  private running: Endpoint<MethodMap, PictureMethods> | undefined;

  /** @param entry - path of the thread's bundle */
  constructor(private readonly entry: string) {}

  /** Starts the thread before there is anything to do. */
  warmUp(): Endpoint<MethodMap, PictureMethods> {
    return (this.running ??= this.start());
  }

  /** @throws XceptionError what decoding throws; `cancelled`; `internal` when the thread ends */
  readonly prepare: PreparePicture = (job, signal) => this.warmUp().call('prepare', job, { signal });

  private start(): Endpoint<MethodMap, PictureMethods> {
    const thread = new Worker(this.entry);
    const endpoint = new Endpoint<MethodMap, PictureMethods>(threadTransport(thread), {});
    const end = (reason: string): void => {
      if (this.running === endpoint) this.running = undefined;
      endpoint.close(new XceptionError('internal', `The thread that decodes pictures has ended: ${reason}`));
    };
    thread.once('error', (thrown) => {
      end(thrown.message);
    });
    thread.once('exit', (code) => {
      end(`exit code ${code}`);
    });
    // It does not keep the process alive: whoever waits for a picture does. (Listening would.)
    thread.unref();
    return endpoint;
  }
}
