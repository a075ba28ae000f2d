import { setMaxListeners } from 'node:events';
import { XceptionError } from '../../shared/xceptionError';
import type { PictureJob, PreparedPicture } from './pictures/preparePicture';
import type { PreparePicture } from './pictures/prepareHere';

/** A picture that is ready for the network, or the reason why it never will be. */
export type Prepared = { readonly index: number; readonly file: string } & (
  PreparedPicture | { readonly error: XceptionError }
);

export interface PrepareOptions extends Omit<PictureJob, 'file'> {
  readonly prepare: PreparePicture;
  /** Pictures asked for that nobody has taken yet: what bounds memory. */
  readonly ahead: number;
  readonly signal: AbortSignal;
}

/**
 * Has pictures decoded and preprocessed ahead of whoever takes them, in parallel and bounded: while the kernels run one
 * batch, the next is decoded.
 */
export class PrepareAhead {
  private readonly ready: Prepared[] = [];
  private next = 0;
  private active = 0;
  private wake: (() => void) | undefined;

  constructor(
    private readonly files: readonly string[],
    private readonly options: PrepareOptions,
  ) {
    // Each picture that is asked for listens too.
    setMaxListeners(options.ahead + 10, options.signal);
    options.signal.addEventListener('abort', () => this.wake?.(), { once: true });
    this.fill();
  }

  /**
   * Up to `most` pictures that are ready; waits for the first, not for more. Empty when all have been taken.
   *
   * @throws XceptionError `cancelled`
   */
  async take(most: number): Promise<readonly Prepared[]> {
    while (this.ready.length === 0) {
      this.options.signal.throwIfAborted();
      if (this.active === 0) return [];
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const taken = this.ready.splice(0, most);
    this.fill();
    return taken;
  }

  private fill(): void {
    const { ahead, signal } = this.options;
    while (this.next < this.files.length && this.active + this.ready.length < ahead && !signal.aborted) {
      const index = this.next++;
      this.active++;
      void this.prepare(index, this.files[index] ?? '').then((prepared) => {
        this.active--;
        this.ready.push(prepared);
        this.fill();
        this.wake?.();
      });
    }
  }

  private async prepare(index: number, file: string): Promise<Prepared> {
    const { prepare, input, preprocessing, signal } = this.options;
    try {
      return { index, file, ...(await prepare({ file, input, preprocessing }, signal)) };
    } catch (thrown) {
      return { index, file, error: XceptionError.from(thrown) };
    }
  }
}
