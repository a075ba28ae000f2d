import { macsOf } from '../../arch/macs';
import type { FeatureSize, SizedLayer } from '../../arch/sizedLayer';

/** Rough speed of a processor's arithmetic and of its memory: only their ratio matters here. */
const MACS_PER_SECOND = 4e10;
const BYTES_PER_SECOND = 4e9;

/**
 * Which layers' outputs are worth their memory: those that take longest to compute again for each byte they take, as many
 * as fit. A ReLU or a norm is cheap to repeat, a convolution is not.
 *
 * @param layers - in the network's order, for one picture
 */
export function holdingPlan(layers: readonly SizedLayer[], maxBytes: number): ReadonlySet<string> {
  const ranked = layers
    .map((layer, index) => ({ name: layer.name, index, bytes: bytesOf(layer.output), worth: worthOf(layer) }))
    .sort((a, b) => b.worth - a.worth || b.index - a.index);
  const held = new Set<string>();
  let left = maxBytes;
  for (const { name, bytes } of ranked) {
    if (bytes > left) continue;
    held.add(name);
    left -= bytes;
  }
  return held;
}

/** Of one picture's float32 output. */
export function bytesOf({ height, width, channels }: FeatureSize): number {
  return 4 * height * width * channels;
}

/** Seconds for each byte held. */
function worthOf(layer: SizedLayer): number {
  const moved = [layer.output, ...layer.inputs].reduce((sum, size) => sum + bytesOf(size), 0);
  return (macsOf(layer) / MACS_PER_SECOND + moved / BYTES_PER_SECOND) / bytesOf(layer.output);
}
