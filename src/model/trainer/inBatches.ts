import type { ModelRecord } from '../../shared/classification';
import type { PreparePicture } from '../worker/pictures/prepareHere';
import type { FeatureJob } from './computeFeatures';

export interface BatchOptions {
  readonly prepare: PreparePicture;
  readonly signal: AbortSignal;
}

/** Always as many at a time, so that a picture's numbers do not depend on what else is asked for. */
const BATCH = 8;

/**
 * Has pictures decoded and run, batch by batch; while one runs, the next is decoded.
 *
 * @param run - takes eight pictures, `[height, width, 3]` each, and gives their rows
 * @param keep - gets the rows of the pictures `from` on, and a guess of how long the rest takes
 * @throws XceptionError what decoding a picture throws; `cancelled`
 */
export async function inBatches(
  { input, preprocessing }: Pick<ModelRecord, 'input' | 'preprocessing'>,
  jobs: readonly FeatureJob[],
  { prepare, signal }: BatchOptions,
  run: (images: readonly Float32Array[]) => readonly Float32Array[],
  keep: (from: number, rows: readonly Float32Array[], secondsLeft: number) => Promise<void>,
): Promise<void> {
  const decode = (at: number): Promise<readonly Float32Array[]> =>
    Promise.all(
      jobs.slice(at, at + BATCH).map(async ({ file, augmentation }) => {
        const job = { file, input, preprocessing, ...(augmentation && { augmentation }) };
        return (await prepare(job, signal)).values;
      }),
    );
  let next = decode(0);
  const start = performance.now();
  for (let at = 0; at < jobs.length; at += BATCH) {
    const images = await next;
    next = at + BATCH < jobs.length ? decode(at + BATCH) : Promise.resolve([]);
    // Awaited with the next batch: until then a failure is nobody's unhandled one.
    next.catch(() => undefined);
    const filling = Array<Float32Array>(BATCH - images.length).fill(images[0] ?? new Float32Array());
    const rows = run([...images, ...filling]).slice(0, images.length);
    const done = at + images.length;
    const secondsLeft = ((performance.now() - start) / done / 1000) * (jobs.length - done);
    await keep(at, rows, secondsLeft);
    signal.throwIfAborted();
  }
}
