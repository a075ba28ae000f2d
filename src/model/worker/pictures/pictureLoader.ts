import { Worker } from 'node:worker_threads';
import { XceptionError } from '../../../shared/xceptionError';
import { JobQueue } from './jobQueue';
import { preparePicture, type PictureJob, type PreparedPicture } from './preparePicture';
import type { FromThread, ToThread } from './threadMessages';

interface Waiting {
  readonly resolve: (prepared: PreparedPicture) => void;
  readonly reject: (error: XceptionError) => void;
}

/** Decodes and prepares pictures, in a thread of its own where there is one. */
export class PictureLoader {
  private readonly waiting = new Map<number, Waiting>();
  private readonly queue = new JobQueue();
  private thread: Worker | undefined;
  private next = 0;

  /** @param entry - path of the thread's bundle; without one, pictures are prepared in this thread */
  constructor(private readonly entry?: string) {}

  /** Starts the thread before there is anything to do. */
  warmUp(): void {
    if (this.entry !== undefined) this.thread ??= this.start(this.entry);
  }

  /**
   * @throws XceptionError what decoding throws; `cancelled`; `internal` when the thread ends
   */
  prepare(job: PictureJob, signal: AbortSignal): Promise<PreparedPicture> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.waiting.delete(id);
        if (this.thread) this.tell({ drop: id });
        else this.queue.drop(id);
        reject(new XceptionError('cancelled', 'Cancelled.'));
      };
      const settle =
        <T>(give: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', cancel);
          give(value);
        };
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      signal.addEventListener('abort', cancel, { once: true });
      if (signal.aborted) {
        cancel();
        return;
      }
      this.warmUp();
      if (this.thread) this.tell({ id, job });
      else this.queue.add(id, () => this.prepareHere(id, job));
    });
  }

  private async prepareHere(id: number, job: PictureJob): Promise<void> {
    try {
      const prepared = await preparePicture(job);
      this.waiting.get(id)?.resolve(prepared);
    } catch (thrown) {
      this.waiting.get(id)?.reject(XceptionError.from(thrown));
    }
    this.waiting.delete(id);
  }

  private tell(message: ToThread): void {
    this.thread?.postMessage(message);
  }

  private start(entry: string): Worker {
    const thread = new Worker(entry);
    // It does not keep the process alive: whoever waits for a picture does.
    thread.unref();
    thread.on('message', (answer: FromThread) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if ('prepared' in answer) waiting?.resolve(answer.prepared);
      else waiting?.reject(new XceptionError(answer.error.code, answer.error.message));
    });
    const end = (reason: string): void => {
      if (this.thread !== thread) return;
      this.thread = undefined;
      const error = new XceptionError('internal', `The thread that decodes pictures has ended: ${reason}`);
      for (const { reject } of this.waiting.values()) reject(error);
      this.waiting.clear();
    };
    thread.once('error', (thrown) => {
      end(thrown.message);
    });
    thread.once('exit', (code) => {
      end(`exit code ${code}`);
    });
    return thread;
  }
}
