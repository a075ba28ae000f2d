import type { SizedLayer } from '../../arch/sizedLayer';
import { variablesOf } from '../../arch/variables';
import type { KeyedVariable } from '../torch/torchBinding';
import { timmKey, timmModule } from '../torch/timmNames';

/**
 * Under which names and in whose layout a file without structure keeps its tensors: timm's for the paper's network, the
 * listing's attributes for PyTorch's, or Keras' words, `block1_conv1/kernel`.
 */
export const TENSOR_NAMINGS = ['timm', 'pytorch', 'keras'] as const;
export type TensorNaming = (typeof TENSOR_NAMINGS)[number];

/** timm's name for the only linear layer. */
const TIMM_HEAD = 'fc';

/** A network's variables in the layout of a naming, each with the name of its tensor. */
export function keyedVariables(
  layers: readonly SizedLayer[],
  naming: TensorNaming,
): readonly KeyedVariable[] {
  return layers.flatMap((layer) => {
    if (naming !== 'timm') {
      return variablesOf(layer, naming).map((variable) => ({ variable, key: variable.key }));
    }
    const module = timmModule(layer) ?? TIMM_HEAD;
    return variablesOf(layer, 'pytorch').map((variable) => ({ variable, key: timmKey(module, variable) }));
  });
}
