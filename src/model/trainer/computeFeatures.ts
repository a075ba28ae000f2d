import { XceptionError } from '../../shared/xceptionError';
import type { PictureAugmentation } from '../image/augmentPicture';
import { RunnableModel } from '../runtime/runnableModel';
import type { Backbone } from './backbone';
import { FeatureCache, featureName } from './featureCache';
import { inBatches, type BatchOptions } from './inBatches';

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

export interface FeatureOptions extends BatchOptions {
  readonly onProgress: (progress: FeatureProgress) => void;
}

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
    const { record, weights } = backbone;
    const model = RunnableModel.load({ record, head: [], weights });
    try {
      await inBatches(
        record,
        missing,
        options,
        (images) => model.scoreWithFeatures(images).map(({ features }) => features),
        async (from, rows, secondsLeft) => {
          await cache.add(
            rows.flatMap((values, i) => {
              const job = missing[from + i];
              return job ? { name: nameOf(job), values } : [];
            }),
          );
          const done = cached + from + rows.length;
          options.onProgress({ done, total: jobs.length, cached, secondsLeft });
        },
      );
    } finally {
      model.dispose();
    }
    await cache.prune();
  }
  const features = jobs.map((job) => {
    const values = cache.get(nameOf(job));
    if (!values) throw new XceptionError('internal', `There are no features of ${job.file}.`);
    return values;
  });
  return { features, cached };
}
