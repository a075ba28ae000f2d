import { XceptionError } from '../../../shared/xceptionError';
import type { SizedLayer } from '../../arch/sizedLayer';
import { findLayer } from '../layerPath';

/** The part of a network after one layer, and what it has to be given. */
export interface NetworkTail {
  /** The layers that depend on the layer, in order; the last one gives scores, not probabilities. */
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
  findLayer(layers, layer);
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
  return { layers: withoutFinalActivation(tail), starts: [...starts] };
}

/**
 * The last layer with maps before the network's pooling: as much meaning as there is in a place.
 *
 * @throws XceptionError `usage` for a network that never pools, since it has no classes
 */
export function lastMapLayer(layers: readonly SizedLayer[]): string {
  const pooling = layers.find(({ op }) => op.kind === 'pool' || op.kind === 'flatten');
  const [input] = pooling?.inputNames ?? [];
  if (input !== undefined) return input;
  throw new XceptionError(
    'usage',
    'This model is a backbone without a head: it has no classes, so there is no answer to explain.',
  );
}

/** Softmax squeezes gradients to nothing where the network is sure; explanations start from the scores before it. */
function withoutFinalActivation(tail: readonly SizedLayer[]): readonly SizedLayer[] {
  const last = tail.findLastIndex(({ op }) => op.kind !== 'dropout');
  return tail.map((layer, index) => (index === last ? linear(layer) : layer));
}

function linear(layer: SizedLayer): SizedLayer {
  const { op } = layer;
  if (op.kind !== 'dense' && op.kind !== 'activation') return layer;
  const squeezes = op.activation === 'softmax' || op.activation === 'sigmoid';
  return squeezes ? { ...layer, op: { ...op, activation: 'linear' } } : layer;
}
