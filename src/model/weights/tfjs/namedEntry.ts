import type { KerasModelConfig } from '../keras/kerasModelConfig';
import type { TensorEntry } from '../weightsFormat';

/** Whose variable a name such as `block1_conv1/kernel` is. */
export type NamedOwner = Pick<TensorEntry, 'layer' | 'layerName' | 'variable'>;

/**
 * Finds the layers of variables by the names that Keras 2 gave them: `block1_conv1/kernel` is the `kernel` of the layer
 * `block1_conv1`, nested or not.
 *
 * @param config - gives the layer's id, where only one has the name
 */
export function ownersByName(config: KerasModelConfig | undefined): (name: string) => NamedOwner {
  const ids = new Map<string, string>();
  const seen = new Set<string>();
  for (const { name, id } of config?.layers ?? []) {
    if (seen.has(name)) ids.delete(name);
    else ids.set(name, id);
    seen.add(name);
  }
  return (name) => {
    const parts = name.split('/');
    const variable = parts.pop() ?? '';
    const layerName = parts.at(-1) ?? '';
    return { layer: ids.get(layerName) ?? parts.join('/'), layerName, variable };
  };
}
