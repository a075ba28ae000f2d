import { modelCard, type ModelCard } from '../weights/card/modelCard';
import type { ModelStructure } from '../weights/card/modelStructure';
import type { TensorNaming } from '../weights/card/tensorNaming';
import type { ExportedModel } from './exportFormat';

/** What a file of bare tensors under such names must say beside them. */
export function modelStructure({ facts, record }: ExportedModel, names: TensorNaming): ModelStructure {
  const { network, variant, head } = facts;
  return { network, names, ...(variant && { variant }), head, input: record.input };
}

/**
 * The card of a model that is written as layers of Keras. Those of PyTorch's network, and of the paper's under PyTorch's
 * conventions, are no network that Keras' users have: reading them back takes their structure.
 */
export function kerasCard(model: ExportedModel): ModelCard {
  const foreign = model.facts.network === 'pytorch' || model.facts.variant !== undefined;
  return modelCard(model.record, foreign ? modelStructure(model, 'keras') : undefined, model.training);
}
