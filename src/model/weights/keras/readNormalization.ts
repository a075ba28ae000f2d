import type { Normalization, Rgb } from '../../../shared/classification';
import type { WeightsFile } from '../weightsFormat';
import type { KerasLayer } from './kerasModelConfig';
import { unsupportedLayer } from './modelError';
import {
  compose,
  perChannel,
  standardize,
  toNormalization,
  type Affine,
  type ScalingStep,
} from './scalingStep';

/**
 * All that a model does to bytes before its backbone, as one normalization.
 *
 * @returns undefined where it does nothing
 */
export async function readNormalization(
  steps: readonly ScalingStep[],
  file: WeightsFile,
  name: string,
): Promise<Normalization | undefined> {
  if (steps.length === 0) return undefined;
  const affine: Affine[] = [];
  for (const step of steps) affine.push('layer' in step ? await learned(step.layer, file, name) : step);
  return toNormalization(compose(affine));
}

/** A Normalization layer that was adapted to data keeps mean, variance and count, in this order, as weights. */
async function learned(layer: KerasLayer, file: WeightsFile, name: string): Promise<Affine> {
  const own = file.entries.filter((entry) => entry.layer === layer.id);
  const read = async (variable: string, index: number): Promise<Rgb | undefined> => {
    const entry = own.find((other) => other.variable === variable) ?? own[index];
    return entry && entry.shape.length <= 1 ? perChannel([...(await file.read(entry))]) : undefined;
  };
  const mean = await read('mean', 0);
  const variance = await read('variance', 1);
  if (mean && variance) return standardize(mean, variance);
  throw unsupportedLayer(
    name,
    layer,
    'its mean and variance are not one number, or one per channel',
    'Adapt it per channel.',
  );
}
