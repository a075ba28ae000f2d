import { XceptionError } from '../../shared/xceptionError';
import type { PictureAugmentation } from '../image/augmentPicture';
import { RunnableModel } from '../runtime/runnableModel';
import type { PreparePicture } from '../worker/pictures/prepareHere';
import type { Backbone } from './backbone';
import { FeatureCache, featureName } from './featureCache';

/** A picture whose features are wanted, as it is or changed. */
export interface FeatureJob {
  readonly file: string;
  /** SHA-256 of the file. */
  readonly content: string;
  readonly augmentation?: PictureAugmentation;
}

export interface FeatureProgress {
  readonly done: number;
  readonly total: number;
  /** Known from before. */
  readonly cached: number;
  readonly secondsLeft?: number;
}

export interface FeatureOptions {
  readonly prepare: PreparePicture;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FeatureProgress) => void;
}

/** Always as many at a time, so that a picture's numbers do not depend on what else is asked for. */
const BATCH = 8;

/**
 * The backbone's features of pictures, `[features]` each, from the cache or computed. The backbone is spent: its weights are
 * folded where they lie.
 *
 * @returns one for each job, and how many were known
 * @throws XceptionError what decoding a picture throws; `cancelled`: what was computed until then is kept
 */
export async function computeFeatures(
  backbone: Backbone,
  jobs: readonly FeatureJob[],
  options: FeatureOptions,
): Promise<{ readonly features: readonly Float32Array[]; readonly cached: number }> {
  const cache = await FeatureCache.open(backbone.key, backbone.features);
  const nameOf = ({ content, augmentation }: FeatureJob): string =>
    featureName(content, augmentation ? JSON.stringify(augmentation) : '');
  const missing = jobs.filter((job) => !cache.get(nameOf(job)));
  const cached = jobs.length - missing.length;
  options.onProgress({ done: cached, total: jobs.length, cached });
  if (missing.length > 0) {
    await compute(backbone, missing, options, async (batch, rows, computed, secondsLeft) => {
      await cache.add(batch.map((job, i) => ({ name: nameOf(job), values: rows[i] ?? new Float32Array() })));
      options.onProgress({ done: cached + computed, total: jobs.length, cached, secondsLeft });
    });
    await cache.prune();
  }
  const features = jobs.map((job) => {
    const values = cache.get(nameOf(job));
    if (!values) throw new XceptionError('internal', `There are no features of ${job.file}.`);
    return values;
  });
  return { features, cached };
}

async function compute(
  { record, weights }: Backbone,
  jobs: readonly FeatureJob[],
  { prepare, signal }: FeatureOptions,
  keep: (
    batch: readonly FeatureJob[],
    rows: readonly Float32Array[],
    computed: number,
    secondsLeft: number,
  ) => Promise<void>,
): Promise<void> {
  const { input, preprocessing } = record;
  const prepareBatch = (at: number): Promise<readonly Float32Array[]> =>
    Promise.all(
      jobs.slice(at, at + BATCH).map(async ({ file, augmentation }) => {
        const job = { file, input, preprocessing, ...(augmentation && { augmentation }) };
        return (await prepare(job, signal)).values;
      }),
    );
  let next = prepareBatch(0);
  const model = RunnableModel.load({ record, head: [], weights });
  try {
    const start = performance.now();
    for (let at = 0; at < jobs.length; at += BATCH) {
      const images = await next;
      // The next pictures are decoded while these run.
      next = at + BATCH < jobs.length ? prepareBatch(at + BATCH) : Promise.resolve([]);
      next.catch(() => undefined);
      const full = [
        ...images,
        ...Array<Float32Array>(BATCH - images.length).fill(images[0] ?? new Float32Array()),
      ];
      const rows = model.scoreWithFeatures(full).map(({ features }) => features);
      const computed = at + images.length;
      const secondsLeft = ((performance.now() - start) / computed / 1000) * (jobs.length - computed);
      await keep(jobs.slice(at, computed), rows, computed, secondsLeft);
      signal.throwIfAborted();
    }
  } finally {
    model.dispose();
  }
}
