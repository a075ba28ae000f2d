import path from 'node:path';
import type { InspectionProgress } from '../../../shared/inspection';
import {
  joinDifferences,
  type ComparedFile,
  type ComparedTensor,
  type TensorDifference,
  type WeightsComparison,
} from '../../../shared/weightsComparison';
import { XceptionError } from '../../../shared/xceptionError';
import { sameShape } from '../bindWeights';
import { withWeightsFile } from '../openModel';
import type { WeightsFile } from '../weightsFormat';
import { namedTensors, type NamedTensor, type NamedTensors } from './namedTensors';
import { tensorDifference } from './tensorDifference';

/**
 * Compares the weights of two files, variable by variable of the network, whatever their formats. One tensor of each is in
 * memory at a time.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`; `model-unreadable`, `model-unsupported` for what is no sound
 * weights file of a known format; none for files that fit no network
 */
export function compareFiles(
  a: string,
  b: string,
  onProgress: (progress: InspectionProgress) => void = () => undefined,
): Promise<WeightsComparison> {
  return withWeightsFile(a, (fileA) =>
    withWeightsFile(b, async (fileB) => {
      const [left, right] = [await namedTensors(fileA, a), await namedTensors(fileB, b)];
      const tensors = await comparePairs(left, right, onProgress);
      return {
        a: comparedFile(a, fileA, left),
        b: comparedFile(b, fileB, right),
        whole: joinDifferences(tensors.flatMap(({ difference }) => difference ?? [])),
        tensors,
      };
    }),
  );
}

async function comparePairs(
  { tensors: left }: NamedTensors,
  { tensors: right }: NamedTensors,
  onProgress: (progress: InspectionProgress) => void,
): Promise<readonly ComparedTensor[]> {
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  const compared: ComparedTensor[] = [];
  for (const key of keys) {
    const [a, b] = [left.get(key), right.get(key)];
    compared.push({
      name: (a ?? b)?.name ?? '',
      layer: (a ?? b)?.layer ?? '',
      a: a?.side ?? null,
      b: b?.side ?? null,
      difference: a && b ? await differenceOf(a, b) : null,
    });
    onProgress({ done: compared.length, total: keys.length });
  }
  return compared;
}

/** Null for different shapes, and for whole numbers, such as PyTorch's counters of batches, which a format does not read. */
async function differenceOf(a: NamedTensor, b: NamedTensor): Promise<TensorDifference | null> {
  if (!sameShape(a.side.shape, b.side.shape)) return null;
  try {
    return tensorDifference(await a.read(), await b.read());
  } catch (thrown) {
    if (thrown instanceof XceptionError && thrown.code === 'model-unsupported') return null;
    throw thrown;
  }
}

function comparedFile(file: string, { format }: WeightsFile, { network }: NamedTensors): ComparedFile {
  return { file: path.basename(path.resolve(file)), format, network };
}
