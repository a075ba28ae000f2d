import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { ImageClassification, Preprocessing, PreprocessingChoice } from '../../shared/classification';
import type { ClassifyEvent } from '../../shared/workerProtocol';
import { verdict } from '../runtime/predictions';
import type { RunnableModel } from '../runtime/runnableModel';
import { BATCH, batchFor } from './batchSize';
import type { PreparePicture } from './pictures/prepareHere';
import { PrepareAhead, type Prepared } from './prepareAhead';
import type { Turnstile } from './turnstile';

export interface ClassifyOptions {
  readonly topK: number;
  readonly preprocessing: PreprocessingChoice;
  readonly prepare: PreparePicture;
  readonly turnstile: Turnstile;
  readonly signal: AbortSignal;
  readonly emit: (event: ClassifyEvent) => void;
}

/**
 * Classifies files and emits each result as soon as it is there. A file that cannot be read is a result too: its reason.
 *
 * @returns how many were classified and how many failed
 * @throws XceptionError `cancelled`; what was emitted until then stands
 */
export async function classifyFiles(
  model: RunnableModel,
  files: readonly string[],
  options: ClassifyOptions,
): Promise<{ readonly classified: number; readonly failed: number }> {
  const preprocessing: Preprocessing = { ...model.record.preprocessing, ...options.preprocessing };
  const pictures = new PrepareAhead(files, {
    prepare: options.prepare,
    input: model.record.input,
    preprocessing,
    ahead: 2 * BATCH,
    signal: options.signal,
  });
  let classified = 0;
  let failed = 0;
  let most = BATCH;
  for (;;) {
    const taken = await pictures.take(most);
    if (taken.length === 0) return { classified, failed };
    const good = taken.filter((picture) => 'values' in picture);
    for (const picture of taken) {
      if (!('error' in picture)) continue;
      failed++;
      options.emit({ index: picture.index, result: { file: picture.file, error: picture.error.toData() } });
    }
    if (good.length > 0) {
      const results = await options.turnstile.pass(files.length - classified - failed, () => {
        options.signal.throwIfAborted();
        return runBatch(model, good, preprocessing, options.topK);
      });
      results.forEach((result, i) => options.emit({ index: good[i]?.index ?? 0, result }));
      most = batchFor(results[0]?.timings.inference ?? 0);
      classified += good.length;
    }
    // The kernels ran on this thread: let messages (a cancel, above all) and finished decodes in before the next batch.
    await setImmediate();
  }
}

type Good = Extract<Prepared, { values: Float32Array }>;

function runBatch(
  model: RunnableModel,
  pictures: readonly Good[],
  preprocessing: Preprocessing,
  topK: number,
): readonly ImageClassification[] {
  const { input } = model.record;
  const start = performance.now();
  const scores = model.score(pictures.map(({ values }) => values));
  const inference = (performance.now() - start) / pictures.length;
  return pictures.map(({ file, picture, decode, preprocess }, index) => ({
    file,
    ...verdict(scores[index] ?? [], model.record, topK),
    input: {
      width: input.width,
      height: input.height,
      resize: preprocessing.resize,
      crop: preprocessing.fit,
    },
    timings: { decode, preprocess, inference },
    picture,
  }));
}
