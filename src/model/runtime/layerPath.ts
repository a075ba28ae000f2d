import { XceptionError } from '../../shared/xceptionError';
import type { SizedLayer } from '../arch/sizedLayer';

/**
 * The layers that have to run for some outputs, in the network's order: everything before them, as far back as outputs
 * that are already there.
 *
 * @param known - names of layers whose outputs are there
 * @throws XceptionError `usage` for a name that the network does not have
 */
export function layersFor(
  layers: readonly SizedLayer[],
  wanted: readonly string[],
  known: { has(name: string): boolean },
): readonly SizedLayer[] {
  for (const name of wanted) findLayer(layers, name);
  const needed = new Set(wanted.filter((name) => !known.has(name)));
  // Every layer stands after its inputs, so that one walk from the end finds all.
  for (const { name, inputNames } of layers.toReversed()) {
    if (!needed.has(name)) continue;
    for (const input of inputNames) if (!known.has(input)) needed.add(input);
  }
  return layers.filter(({ name }) => needed.has(name));
}

/** @throws XceptionError `usage` for a name that the network does not have */
export function findLayer(layers: readonly SizedLayer[], name: string): SizedLayer {
  const layer = layers.find((candidate) => candidate.name === name);
  if (layer) return layer;
  const similar = layers
    .filter((other) => other.name.includes(name) || name.includes(other.name))
    .slice(0, 3);
  const examples =
    similar.length > 0 ? similar : [layers[1], layers.at(-1)].filter((other) => other !== undefined);
  throw new XceptionError(
    'usage',
    `This network has no layer "${name}". It has ${layers.length}, such as ${examples.map((other) => `"${other.name}"`).join(', ')}.`,
  );
}
