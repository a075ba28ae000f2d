import { XceptionError } from '../../../shared/xceptionError';
import type { SizedLayer } from '../../arch/sizedLayer';

/** The part of a network after one layer, and what it has to be given. */
export interface NetworkTail {
  /** The layers that depend on the layer, in order. */
  readonly layers: readonly SizedLayer[];
  /** The layers whose outputs the tail starts from: the layer itself, and shortcuts that come in from before it. */
  readonly starts: readonly string[];
}

/**
 * Splits a network behind a layer.
 *
 * @param layers - every layer after its inputs
 * @throws XceptionError `usage` for a name that the network does not have, or its last layer
 */
export function tailAfter(layers: readonly SizedLayer[], layer: string): NetworkTail {
  if (!layers.some(({ name }) => name === layer)) {
    throw new XceptionError('usage', `This network has no layer "${layer}".`);
  }
  const behind = new Set<string>();
  const tail = layers.filter(({ name, inputNames }) => {
    const depends = inputNames.some((input) => input === layer || behind.has(input));
    if (depends) behind.add(name);
    return depends;
  });
  if (tail.length === 0) {
    throw new XceptionError('usage', `Nothing comes after "${layer}", so no class can be traced back to it.`);
  }
  const starts = new Set(tail.flatMap(({ inputNames }) => inputNames).filter((name) => !behind.has(name)));
  return { layers: tail, starts: [...starts] };
}
