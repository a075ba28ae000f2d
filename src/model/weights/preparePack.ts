import type { InputSize } from '../arch/sizeNetwork';
import { tensorName } from '../arch/variables';
import { withPlan } from './openModel';
import { writePack } from './packFile';
import { packPath, prunePacks } from './packStore';
import { TensorReader } from './readTensors';

/**
 * Writes a model file's weights as a pack, tensor by tensor, so that the largest tensor and no more is in memory.
 *
 * @param input - for a model that fixes no input size
 * @returns the pack's path
 * @throws XceptionError `file-missing`, `file-unreadable`, `model-unreadable`, `model-unsupported`, `model-mismatch`
 */
export async function preparePack(model: string, input?: InputSize): Promise<string> {
  const pack = await packPath(model);
  await withPlan(model, input, async ({ facts, bound }, file) => {
    const reader = new TensorReader(file, bound);
    const shapes = bound.map(({ variable }) => ({ name: tensorName(variable), shape: variable.shape }));
    await writePack({ facts, shapes, tensors: reader.tensors(), warnings: () => reader.warnings }, pack);
  });
  await prunePacks(pack);
  return pack;
}
