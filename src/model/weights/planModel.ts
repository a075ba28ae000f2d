import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { buildNetwork } from '../arch/buildNetwork';
import { elements } from '../arch/elements';
import { DEFAULT_INPUT, sizeNetwork, type InputSize } from '../arch/sizeNetwork';
import type { SizedLayer } from '../arch/sizedLayer';
import { requireComplete, type Binding, type BoundTensor } from './bindWeights';
import { readNormalization } from './keras/readNormalization';
import type { ModelFacts } from './modelFacts';
import { understand, type Understanding } from './understanding';
import type { WeightsFile } from './weightsFormat';

/** A model that is understood, and where each of its tensors lies in its file. No tensor has been read yet. */
export interface ModelPlan {
  readonly facts: ModelFacts;
  readonly bound: readonly BoundTensor[];
}

/** A model that is understood, and how its file's tensors fit it, completely or not. */
export interface FittedModel {
  readonly understood: Understanding;
  /** The input size that the layers below have. */
  readonly size: InputSize;
  readonly layers: readonly SizedLayer[];
  readonly binding: Binding;
}

/**
 * Understands a weights file: which network it holds, with which head, and which tensor belongs where.
 *
 * @param name - the file's path, for errors
 * @param asked - input size for a model that fixes none
 * @throws XceptionError `model-unsupported` that names the layer in the way; `model-mismatch` that names the tensors;
 * `input-size`
 */
export async function planModel(file: WeightsFile, name: string, asked?: InputSize): Promise<ModelPlan> {
  return completePlan(fitModel(file, name, asked), file, name);
}

/**
 * The first half of {@link planModel}: what the file holds, and which of its tensors fit.
 *
 * @throws XceptionError `model-unsupported`, `model-mismatch`, `input-size` when it holds no network
 */
export function fitModel(file: WeightsFile, name: string, asked?: InputSize): FittedModel {
  const understood = understand(file, name, asked);
  const { network, variant, head } = understood;
  const size = understood.input ?? asked ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  const layers = sizeNetwork(buildNetwork(network, { head, variant }), size);
  return { understood, size, layers, binding: understood.bind(layers) };
}

/**
 * The second half of {@link planModel}: the model, which must be all there.
 *
 * @throws XceptionError `model-unsupported`, `model-mismatch` that names the tensors
 */
export async function completePlan(
  { understood, size, layers, binding }: FittedModel,
  file: WeightsFile,
  name: string,
): Promise<ModelPlan> {
  const { network, variant, head, preprocessing, warnings } = understood;
  requireVector(layers, name);
  requireComplete(binding, name);
  const normalization = await readNormalization(understood.scaling, file, name);
  // A flattened map ties the first dense layer to one input size, whatever the model's input layer says.
  const fixed = understood.input !== undefined || head.some(({ op }) => op.kind === 'flatten');
  const facts: ModelFacts = {
    format: file.format,
    network,
    ...(variant && { variant }),
    head,
    ...(fixed && { input: size }),
    ...((preprocessing ?? file.preprocessing) && {
      preprocessing: { ...preprocessing, ...file.preprocessing },
    }),
    ...(normalization && { normalization }),
    ...(file.labels && { labels: file.labels }),
    params: binding.bound.reduce((sum, { variable }) => sum + elements(variable.shape), 0),
    warnings,
  };
  return { facts, bound: binding.bound };
}

/** A head must end in one vector of scores per picture. */
function requireVector(layers: readonly SizedLayer[], name: string): void {
  const onMap = layers.find(({ op, inputs }) => op.kind === 'dense' && inputs[0]?.flat === false);
  const last = layers.at(-1);
  const odd = onMap ?? (last?.flow === 'head' && !last.output.flat ? last : undefined);
  if (!odd) return;
  throw new XceptionError(
    'model-unsupported',
    `${path.basename(name)}: its layer "${odd.name}" works on a map, not on a vector. Put a global pooling or Flatten before it.`,
  );
}
