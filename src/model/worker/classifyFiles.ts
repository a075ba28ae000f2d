import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Preprocessing, PreprocessingChoice } from '../../shared/classification';
import type { ClassifyEvent, ClassifyRequest } from '../../shared/workerProtocol';
import { classProbabilities, verdict } from '../runtime/predictions';
import type { RunnableModel, Scored } from '../runtime/runnableModel';
import { BATCH, batchFor } from './batchSize';
import type { PreparePicture } from './pictures/prepareHere';
import { PrepareAhead, type Prepared } from './prepareAhead';
import type { Turnstile } from './turnstile';

/** What is wanted of each picture. */
type Wanted = Pick<ClassifyRequest, 'topK' | 'features' | 'probabilities'>;

export interface ClassifyOptions extends Wanted {
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
 * @throws XceptionError `cancelled`; what was emitted until then stands; `model-unsupported` for a model without classes,
 * unless its features are wanted
 */
export async function classifyFiles(
  model: RunnableModel,
  files: readonly string[],
  options: ClassifyOptions,
): Promise<{ readonly classified: number; readonly failed: number }> {
  if (!options.features) model.requireClasses();
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
      const { events, inference } = await options.turnstile.pass(files.length - classified - failed, () => {
        options.signal.throwIfAborted();
        return runBatch(model, good, preprocessing, options);
      });
      for (const event of events) options.emit(event);
      most = batchFor(inference);
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
  wanted: Wanted,
): { readonly events: readonly ClassifyEvent[]; readonly inference: number } {
  const { record } = model;
  const { width, height } = record.input;
  const { resize, fit: crop } = preprocessing;
  const images = pictures.map(({ values }) => values);
  const start = performance.now();
  const scored: readonly Scored[] = wanted.features
    ? model.scoreWithFeatures(images)
    : model.score(images).map((scores) => ({ scores }));
  const inference = (performance.now() - start) / pictures.length;
  const events = pictures.map(({ index, file, picture, decode, preprocess }, place): ClassifyEvent => {
    const { scores = new Float32Array(0), features } = scored[place] ?? {};
    return {
      index,
      result: {
        file,
        ...verdict(scores, record, wanted.topK),
        input: { width, height, resize, crop },
        timings: { decode, preprocess, inference },
        picture,
      },
      ...(features && { features }),
      ...(wanted.probabilities && {
        probabilities: Float32Array.from(classProbabilities(scores, record.output)),
      }),
    };
  });
  return { events, inference };
}
