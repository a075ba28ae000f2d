import { isDeepStrictEqual } from 'node:util';
import type { ModelRequest } from '../../shared/classification';
import { sourceStamp } from '../weights/modelStamp';

interface Slot<M> {
  readonly request: ModelRequest;
  /** State of the model's file when it was loaded. */
  readonly stamp: string | undefined;
  readonly model: Promise<M>;
  users: number;
}

/**
 * The loaded models: the one used last stays, others go as soon as nobody uses them. Two requests for the same model
 * share one load.
 */
export class ModelPool<M extends { dispose(): void }> {
  private slots: Slot<M>[] = [];

  constructor(private readonly load: (request: ModelRequest) => Promise<M>) {}

  /** Id of the model that was used last, if it is still loaded. */
  get current(): string | null {
    return this.slots.at(-1)?.request.id ?? null;
  }

  /**
   * Works with a model, which is loaded first if need be and not let go before the work ends. A file that was written anew
   * since is another model; one that was taken away stays what it was.
   */
  async use<T>(request: ModelRequest, work: (model: M) => T | Promise<T>): Promise<T> {
    const slot = this.slotFor(request, await sourceStamp(request.source));
    slot.users++;
    try {
      return await work(await slot.model);
    } finally {
      slot.users--;
      await this.letGo();
    }
  }

  private slotFor(request: ModelRequest, stamp: string | undefined): Slot<M> {
    const known = this.slots.findLast(
      (slot) => isDeepStrictEqual(slot.request, request) && (stamp === undefined || slot.stamp === stamp),
    );
    const slot: Slot<M> = known ?? { request, stamp, model: this.load(request), users: 0 };
    // A load that failed is not kept: the file may be mended by the next try.
    if (!known) slot.model.catch(() => (this.slots = this.slots.filter((other) => other !== slot)));
    this.slots = [...this.slots.filter((other) => other !== slot), slot];
    return slot;
  }

  private async letGo(): Promise<void> {
    const last = this.slots.at(-1);
    const idle = this.slots.filter((slot) => slot.users === 0 && slot !== last);
    this.slots = this.slots.filter((slot) => !idle.includes(slot));
    for (const { model } of idle) (await model).dispose();
  }
}
