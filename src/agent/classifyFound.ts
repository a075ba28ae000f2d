import type { Slot } from '../model/image/listPictures';
import { classifyRun } from '../model/worker/classifyRun';
import { namedModel } from '../model/weights/catalogue';
import type { ImageResult, ModelRecord } from '../shared/classification';
import type { AgentContext } from './agentTool';

/** More than that is no question to an agent, but a run of its own. */
export const MOST_PICTURES = 2000;

export interface FoundPictures {
  readonly record: ModelRecord;
  /** In the order of the paths; files are named as answers name them. */
  readonly results: readonly ImageResult[];
  /** Pictures that were found and not run. */
  readonly leftOut: number;
}

/**
 * Classifies what paths lead to, {@link MOST_PICTURES} at most.
 *
 * @throws XceptionError what {@link ReadableFiles} and loading a model throw; `process-ended`, `cancelled`
 */
export async function classifyFound(
  paths: readonly string[],
  { model, top }: { readonly model: string | undefined; readonly top: number },
  { inference, files, defaultModel, signal, progress }: AgentContext,
): Promise<FoundPictures> {
  const request = namedModel(await files.model(model ?? defaultModel()));
  const found: readonly Slot[] = await files.pictures(paths, signal);
  const slots = found.slice(0, MOST_PICTURES);
  const run = await classifyRun(
    inference,
    { model: request, slots, topK: top, preprocessing: {}, signal },
    {
      ready: () => undefined,
      result: (_index, _result, done) => {
        progress(done, slots.length);
      },
    },
  );
  if (run.ended) throw run.ended;
  return {
    record: run.model,
    results: run.results.map((result) => ({ ...result, file: files.shown(result.file) })),
    leftOut: found.length - slots.length,
  };
}
