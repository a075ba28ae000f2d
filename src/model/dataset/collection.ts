import { setTimeout as pause } from 'node:timers/promises';
import { isFailure } from '../../shared/classification';
import {
  DEFAULT_TOP_K,
  type DatasetMethods,
  type RecordedPicture,
  type WorkItem,
} from '../../shared/datasetProtocol';
import { XceptionError } from '../../shared/xceptionError';
import type { CollectOptions, CollectRequest } from './collect';
import type { CollectMeter } from './collectMeter';

/** Pictures asked for in one call: few, so that little is lost by a kill and a pause comes soon. */
const CHUNK = 16;
/** Calls that are open together: while the kernels run one, the next is hashed and decoded. */
const LANES = 2;
/** Nothing to hand out, yet not complete: somebody else works on the rest. */
const WAIT_MS = 50;

/** The work on one run that is open. */
export class Collection {
  private readonly signal: AbortSignal;
  /** Pictures that an inference process which ended had not answered yet: one of them may be the reason. */
  private suspects: WorkItem[] = [];
  private resting: Promise<void> | undefined;

  constructor(
    private readonly id: number,
    private readonly request: CollectRequest,
    private readonly options: CollectOptions,
    private readonly meter: CollectMeter,
  ) {
    this.signal = options.signal ?? new AbortController().signal;
  }

  /** Works until every picture of the run is done or has failed. */
  async run(): Promise<void> {
    for (;;) {
      const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => this.lane()));
      for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
      const { suspects } = this;
      this.suspects = [];
      for (const suspect of suspects) await this.tryAlone(suspect);
      if (suspects.length > 0) continue;
      if (this.meter.isComplete) return;
      await pause(WAIT_MS);
    }
  }

  private async lane(): Promise<void> {
    while (this.suspects.length === 0) {
      await this.rest();
      this.signal.throwIfAborted();
      const work = await this.ask('nextWork', { run: this.id, most: CHUNK }, this.signal);
      this.meter.update(work.counts);
      if (work.pictures.length === 0) return;
      this.suspects.push(...(await this.classify(work.pictures)));
    }
  }

  /** With nothing beside it, so that it is known whom to blame. */
  private async tryAlone(item: WorkItem): Promise<void> {
    const [unanswered] = await this.classify([item]);
    if (!unanswered) return;
    const error = new XceptionError(
      'process-ended',
      `The inference process ended while it worked on "${item.path}". Take the picture out of the folder, or save it anew.`,
    );
    await this.keep([{ place: item.place, result: { file: item.path, error: error.toData() } }]);
  }

  /**
   * Asks for pictures, and keeps whatever comes.
   *
   * @returns those that the process had not answered when it ended
   */
  private async classify(pictures: readonly WorkItem[]): Promise<readonly WorkItem[]> {
    const { model, preprocessing, wishes } = this.request;
    const { topK = DEFAULT_TOP_K, features, probabilities } = wishes;
    const waiting = new Map(pictures.map((picture, index) => [index, picture]));
    const results: RecordedPicture[] = [];
    let failure: XceptionError | undefined;
    try {
      await this.options.inference.call(
        'classify',
        {
          model,
          files: pictures.map(({ path }) => path),
          topK,
          ...(features && { features }),
          ...(probabilities && { probabilities }),
          ...(preprocessing && { preprocessing }),
        },
        {
          signal: this.signal,
          onProgress: ({ index, ...rest }) => {
            const place = waiting.get(index)?.place;
            // A picture that a cancel did not let be reached says so too.
            if (place === undefined || isCancelled(rest.result)) return;
            waiting.delete(index);
            results.push({ place, ...rest });
          },
        },
      );
    } catch (thrown) {
      failure = XceptionError.from(thrown);
    }
    // Not cancelled: what is done shall stay.
    await this.keep(results);
    if (failure && failure.code !== 'process-ended') throw failure;
    this.signal.throwIfAborted();
    return [...waiting.values()];
  }

  private async keep(results: readonly RecordedPicture[]): Promise<void> {
    if (results.length === 0) return;
    this.meter.update(await this.ask('record', { run: this.id, results }), results.length);
    this.options.onResults?.(results);
  }

  /** Waits while the run is paused. */
  private async rest(): Promise<void> {
    const gate = this.options.pause;
    if (!gate?.isPaused) return;
    this.resting ??= (async () => {
      this.meter.pause(true);
      await this.ask('setRunState', { run: this.id, state: 'paused' });
      await gate.resumed(this.signal);
      await this.ask('setRunState', { run: this.id, state: 'open' });
      this.meter.pause(false);
    })().finally(() => {
      this.resting = undefined;
    });
    await this.resting;
  }

  /** The dataset process may be killed too: nothing it had said is lost, so that it can be asked again. */
  private async ask<K extends keyof DatasetMethods>(
    method: K,
    params: DatasetMethods[K]['params'],
    signal?: AbortSignal,
  ): Promise<DatasetMethods[K]['result']> {
    const { dataset } = this.options;
    try {
      return await dataset.call(method, params, { signal });
    } catch (thrown) {
      if (!(thrown instanceof XceptionError) || thrown.code !== 'process-ended') throw thrown;
      return dataset.call(method, params, { signal });
    }
  }
}

function isCancelled(result: RecordedPicture['result']): boolean {
  return isFailure(result) && result.error.code === 'cancelled';
}
