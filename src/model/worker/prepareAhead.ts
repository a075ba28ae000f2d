import { performance } from 'node:perf_hooks';
import { XceptionError } from '../../shared/xceptionError';
import type { Preprocessing } from '../../shared/classification';
import { decodeImage } from '../image/decodeImage';
import { prepareImage } from '../image/prepareImage';
import type { InputSize } from '../arch/sizeNetwork';

/** A picture that is ready for the network, or the reason why it never will be. */
export type Prepared = { readonly index: number; readonly file: string } & (
  | {
      readonly values: Float32Array;
      readonly picture: { readonly width: number; readonly height: number };
      readonly decode: number;
      readonly preprocess: number;
    }
  | { readonly error: XceptionError }
);

export interface PrepareOptions {
  readonly input: InputSize;
  readonly preprocessing: Preprocessing;
  /** Pictures decoded at the same time. */
  readonly concurrency: number;
  /** Pictures decoded or decoding that nobody has taken yet: what bounds memory. */
  readonly ahead: number;
  readonly signal: AbortSignal;
}

/**
 * Decodes and preprocesses pictures ahead of whoever takes them, in parallel and bounded: while the kernels run one
 * batch, sharp's threads decode the next.
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
    const { concurrency, ahead, signal } = this.options;
    while (
      this.next < this.files.length &&
      this.active < concurrency &&
      this.active + this.ready.length < ahead &&
      !signal.aborted
    ) {
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
    try {
      const start = performance.now();
      const { picture } = await decodeImage(file);
      const decoded = performance.now();
      const { values } = prepareImage(picture, this.options.input, this.options.preprocessing);
      return {
        index,
        file,
        values,
        picture: { width: picture.width, height: picture.height },
        decode: decoded - start,
        preprocess: performance.now() - decoded,
      };
    } catch (thrown) {
      return { index, file, error: XceptionError.from(thrown) };
    }
  }
}
