import type { ModelRequest } from '../../shared/classification';
import type { InputSize } from '../arch/sizeNetwork';
import { detectFormat } from './formats';
import { modelRecord } from './modelRecord';
import { asModelError } from './numbers/modelErrors';
import { openUntrained } from './openUntrained';
import { planModel, type ModelPlan } from './planModel';
import { TensorReader } from './readTensors';
import type { OpenedModel, WeightTensor } from './tensorFile';
import type { WeightsFile } from './weightsFormat';

/**
 * Opens a model in this process: what the reader process does, without its limits on time and memory. For files that the
 * caller trusts, such as its own.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`, `model-unreadable`, `model-unsupported`, `model-mismatch`,
 * `input-size`
 */
export async function openModel(request: ModelRequest): Promise<OpenedModel> {
  const { source } = request;
  if (source.kind === 'untrained') return openUntrained(request);
  return withPlan(source.path, request.input, async ({ facts, bound }, file) => {
    const reader = new TensorReader(file, bound);
    const weights = new Map<string, WeightTensor>();
    for await (const { name, shape, data } of reader.tensors()) weights.set(name, { shape, data });
    const complete = { ...facts, warnings: [...facts.warnings, ...reader.warnings] };
    return { record: await modelRecord(complete, request), head: facts.head, weights };
  });
}

/**
 * {@link withWeightsFile}, with what the file was understood to hold.
 *
 * @throws XceptionError always: what a strange file makes the code throw is that file's fault
 */
export async function withPlan<T>(
  path: string,
  input: InputSize | undefined,
  work: (plan: ModelPlan, file: WeightsFile) => Promise<T>,
): Promise<T> {
  return withWeightsFile(path, async (file) => work(await planModel(file, path, input), file));
}

/**
 * Opens a weights file, works with it and closes it.
 *
 * @throws XceptionError always: what a strange file makes the code throw is that file's fault
 */
export async function withWeightsFile<T>(path: string, work: (file: WeightsFile) => Promise<T>): Promise<T> {
  try {
    const format = await detectFormat(path);
    const file = await format.open(path);
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw asModelError(thrown, path);
  }
}
