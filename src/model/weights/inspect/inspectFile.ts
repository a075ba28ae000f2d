import path from 'node:path';
import type { Preprocessing } from '../../../shared/classification';
import type { InspectedTensor, InspectionProgress, WeightsInspection } from '../../../shared/inspection';
import { XceptionError } from '../../../shared/xceptionError';
import { elements } from '../../arch/elements';
import { tensorName, type VariableSpec } from '../../arch/variables';
import { DEFAULT_PREPROCESSING } from '../modelRecord';
import { withWeightsFile } from '../openModel';
import type { TensorEntry, WeightsFile } from '../weightsFormat';
import { assessFit } from './assessFit';
import { hashModel } from './hashModel';
import { notFiniteWarnings } from './notFiniteWarnings';
import { tensorStatistics } from './tensorStatistics';

/**
 * Tells all there is to tell of a weights file, whether or not it fits a network. Each tensor is read once, and the largest of
 * them and no more is in memory.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`; `model-unreadable`, `model-unsupported` for what is no sound
 * weights file of a known format
 */
export function inspectFile(
  file: string,
  onProgress: (progress: InspectionProgress) => void = () => undefined,
): Promise<WeightsInspection> {
  return withWeightsFile(file, async (weights) => {
    const { binding, problem, facts, ...fit } = await assessFit(weights, file);
    if (problem && weights.entries.length === 0) throw problem;
    const variables = new Map(binding?.bound.map(({ variable, entry }) => [entry, variable]));
    const told: Partial<Preprocessing> = {
      ...(facts?.preprocessing ?? weights.preprocessing),
      ...(facts?.normalization && { normalization: facts.normalization }),
    };
    // The disk serves both at once: each file is read twice, by pieces, and the second time from memory.
    const [hash, tensors] = await Promise.all([
      hashModel(weights.files ?? [file]),
      readTensors(weights, variables, onProgress),
    ]);
    return {
      file: path.basename(path.resolve(file)),
      format: weights.format,
      framework: weights.framework,
      ...fit,
      fits: problem === null,
      problem: problem?.toData() ?? null,
      params: facts?.params ?? weights.entries.reduce((sum, { shape }) => sum + elements(shape), 0),
      ...hash,
      labels: weights.labels ?? null,
      preprocessing: { ...DEFAULT_PREPROCESSING, ...told },
      preprocessingFrom: Object.keys(told).length > 0 ? 'file' : 'default',
      metadata: weights.metadata,
      warnings: [...fit.warnings, ...notFiniteWarnings(tensors)],
      tensors,
    };
  });
}

async function readTensors(
  file: WeightsFile,
  variables: ReadonlyMap<TensorEntry, VariableSpec>,
  onProgress: (progress: InspectionProgress) => void,
): Promise<readonly InspectedTensor[]> {
  const layerNames = new Map(file.config?.layers.map(({ id, name }) => [id, name]));
  const tensors: InspectedTensor[] = [];
  const total = file.entries.length;
  for (const entry of file.entries) {
    const variable = variables.get(entry);
    const { name, layer, layerName, dtype, shape } = entry;
    tensors.push({
      name,
      layer: variable?.layer ?? layerNames.get(layer) ?? layerName ?? layer,
      variable: variable ? tensorName(variable) : null,
      dtype,
      shape,
      statistics: await statisticsOf(file, entry),
    });
    onProgress({ done: tensors.length, total });
  }
  return tensors;
}

/** Null for whole numbers, such as PyTorch's counters of batches, which a format does not read. */
async function statisticsOf(file: WeightsFile, entry: TensorEntry): Promise<InspectedTensor['statistics']> {
  try {
    return tensorStatistics(await file.read(entry));
  } catch (thrown) {
    if (thrown instanceof XceptionError && thrown.code === 'model-unsupported') return null;
    throw thrown;
  }
}
