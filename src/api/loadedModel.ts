import path from 'node:path';
import type { ImageResult, ModelRecord, ModelRequest, PreprocessingChoice } from '../shared/classification';
import { classNamed } from '../shared/classNamed';
import type { ExplainMethod, Explanation } from '../shared/explainProtocol';
import type { LayerRow } from '../shared/network';
import { listPictures } from '../model/image/listPictures';
import { classifyRun } from '../model/worker/classifyRun';
import type { InferenceCaller } from '../model/worker/inferenceClient';

/** What any call may be told. */
export interface CallOptions {
  /** Cancels the call: it rejects with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

export interface ClassifyOptions extends CallOptions, PreprocessingChoice {
  /** Labels for each picture; 5 by default. */
  readonly top?: number;
  /** Called with each result as soon as it is there, in any order; `index` is its place in the results. */
  readonly onResult?: (result: ImageResult, index: number) => void;
}

export interface ExplainOptions extends CallOptions, PreprocessingChoice {
  /** `gradcam` by default. Score-CAM and occlusion run the network many times. */
  readonly method?: ExplainMethod;
  /** Label or index of the class that is explained; the most probable one by default. */
  readonly class?: string | number;
  /** A layer with maps; the last one by default. */
  readonly layer?: string;
  /** True to test the map: what it marks is hidden, and as much at random ({@link Explanation.deletion}). */
  readonly deletion?: boolean;
  /** Called as the network is run again and again: Score-CAM and occlusion. */
  readonly onProgress?: (done: number, total: number) => void;
  /** True for the map's numbers too. */
  readonly raw?: boolean;
}

/** A model that is ready to run. */
export interface LoadedModel {
  /** Network, labels, input size, preprocessing, warnings. */
  readonly record: ModelRecord;
  /**
   * Classifies pictures. A folder stands for all pictures beneath it, sorted by path.
   *
   * @param paths - files and folders
   * @returns a result for each picture, in the order of the paths; for one that cannot be read, a failure with its reason
   * @throws XceptionError `cancelled`
   */
  classify(paths: string | readonly string[], options?: ClassifyOptions): Promise<readonly ImageResult[]>;
  /**
   * Where the network looked when it judged a picture: a heat map over it, as PNG.
   *
   * @throws XceptionError `file-missing`, `image-…` for what is no picture; `usage` for a class or layer that the model
   * has not; `cancelled`
   */
  explain(file: string, options?: ExplainOptions): Promise<Explanation>;
  /** The layers of the model, its own head's too, in the network's order. */
  layers(options?: CallOptions): Promise<readonly LayerRow[]>;
  /** Gives back what the model holds. A later call starts anew. */
  close(): Promise<void>;
}

const DEFAULT_TOP = 5;

/**
 * Makes a model ready behind an inference process.
 *
 * @param close - what the caller does when the model is not needed any more
 * @throws XceptionError `model-…`, `native-missing`, `process-ended`, `cancelled`
 */
export async function loadedModel(
  inference: InferenceCaller,
  model: ModelRequest,
  close: () => Promise<void>,
  { signal }: CallOptions = {},
): Promise<LoadedModel> {
  const record = await inference.call('load', model, { signal });
  return {
    record,
    close,
    classify: (paths, options = {}) => classify(inference, model, [paths].flat(), options),
    explain: (file, options = {}) => explain(inference, { model, record }, file, options),
    layers: async (options = {}) => (await inference.call('structure', model, options)).layers,
  };
}

async function classify(
  inference: InferenceCaller,
  model: ModelRequest,
  paths: readonly string[],
  { top = DEFAULT_TOP, onResult, signal = new AbortController().signal, ...preprocessing }: ClassifyOptions,
): Promise<readonly ImageResult[]> {
  const slots = await listPictures(paths, signal);
  const job = { model, slots, topK: top, preprocessing, signal };
  const { results, ended } = await classifyRun(inference, job, {
    ready: () => undefined,
    result: (index, result) => onResult?.(result, index),
  });
  if (ended?.code === 'cancelled') throw ended;
  return results;
}

async function explain(
  inference: InferenceCaller,
  { model, record }: { readonly model: ModelRequest; readonly record: ModelRecord },
  file: string,
  options: ExplainOptions,
): Promise<Explanation> {
  const {
    signal,
    class: name,
    method = 'gradcam',
    layer,
    deletion,
    raw = false,
    onProgress,
    ...preprocessing
  } = options;
  const request = {
    ...{ model, file: path.resolve(file), method, raw, preprocessing },
    ...(name !== undefined && { classIndex: classNamed(name, record) }),
    ...(layer !== undefined && { layer }),
    ...(deletion === true && { deletion: {} }),
  };
  return inference.call('explain', request, {
    signal,
    onProgress: ({ done, total }) => onProgress?.(done, total),
  });
}
