interface Named {
  readonly name: string;
  readonly inputs: readonly string[];
}

/**
 * Layers in the order of Keras' `model.layers`: by decreasing depth (the longest way to the output), and among equals
 * in the order in which a walk from the output back to the input first meets them. Tables, weight files and
 * `model.weights` all follow it.
 *
 * Source: `map_graph` in keras/src/ops/function.py.
 *
 * @param layers - every layer after its inputs
 * @param output - name of the layer whose output is the model's
 */
export function kerasOrder<T extends Named>(layers: readonly T[], output: string): readonly T[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const met = new Map<string, number>();
  const walk = (name: string): void => {
    if (met.has(name)) return;
    met.set(name, met.size);
    for (const input of byName.get(name)?.inputs ?? []) walk(input);
  };
  walk(output);

  const depth = new Map<string, number>();
  for (const layer of layers.toReversed()) {
    const own = depth.get(layer.name) ?? 0;
    depth.set(layer.name, own);
    for (const input of layer.inputs) depth.set(input, Math.max(depth.get(input) ?? 0, own + 1));
  }
  const rank = (map: ReadonlyMap<string, number>, layer: T): number => map.get(layer.name) ?? 0;
  return layers
    .filter((layer) => met.has(layer.name))
    .toSorted((a, b) => rank(depth, b) - rank(depth, a) || rank(met, a) - rank(met, b));
}
