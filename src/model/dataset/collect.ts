import type { OpenRun, RecordedPicture, RunRecord } from '../../shared/datasetProtocol';
import type { InferenceCaller } from '../worker/inferenceClient';
import { Collection } from './collection';
import { CollectMeter, type CollectProgress } from './collectMeter';
import type { CollectPause } from './collectPause';
import type { DatasetClient } from './datasetClient';

export interface CollectOptions {
  readonly inference: InferenceCaller;
  readonly dataset: Pick<DatasetClient, 'call'>;
  /** Ends the run; what is done stays, and the same request goes on with it. */
  readonly signal?: AbortSignal | undefined;
  readonly pause?: CollectPause | undefined;
  readonly onProgress?: ((progress: CollectProgress) => void) | undefined;
  /** Called once, with what is known of the run before anything is done. */
  readonly onOpen?: ((run: RunRecord) => void) | undefined;
  /** Results that have just been kept. */
  readonly onResults?: ((results: readonly RecordedPicture[]) => void) | undefined;
}

export type CollectRequest = Omit<OpenRun, 'record'>;

/**
 * Sees to it that the store has what is wished of every picture of a scan: asks the inference process for what the store
 * lacks, and for nothing else. May be cancelled, killed and called again at any time; it goes on where it stopped.
 *
 * @returns the run in its end: state `done`, or `cancelled`
 * @throws XceptionError why the model cannot be loaded or the store not be used; `cancelled` before the run is open. A
 * picture that fails is no error.
 */
export async function collect(request: CollectRequest, options: CollectOptions): Promise<RunRecord> {
  const { dataset, inference, signal } = options;
  const meter = new CollectMeter(options.onProgress);
  meter.step('loading');
  const features = request.wishes.features === true;
  const record = await inference.call(
    'load',
    { ...request.model, ...(features && { features }) },
    { signal },
  );
  meter.step('scanning');
  const run = await dataset.call(
    'openRun',
    { ...request, record },
    {
      signal,
      onProgress: ({ found }) => {
        meter.found(found);
      },
    },
  );
  options.onOpen?.(run);
  meter.update(run);
  meter.step('running');
  try {
    await new Collection(run.run, request, options, meter).run();
  } catch (thrown) {
    if (!signal?.aborted) throw thrown;
    return dataset.call('setRunState', { run: run.run, state: 'cancelled' });
  }
  return dataset.call('setRunState', { run: run.run, state: 'done' });
}
