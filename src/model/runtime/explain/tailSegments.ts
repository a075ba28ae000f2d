import type { SizedLayer } from '../../arch/sizedLayer';
import { bytesOf } from '../activations/holdingPlan';

/** A stretch of a network's tail that takes one tensor in, besides what is known anyhow, and gives one out. */
export interface TailSegment {
  readonly layers: readonly SizedLayer[];
  readonly input: string;
  readonly output: string;
}

/** Layers are taken together until their outputs have so many bytes; a block with a shortcut may have more. */
const SEGMENT_BYTES = 32 * 2 ** 20;

/**
 * Cuts a tail into stretches that can be differentiated one after another, the last one first: at layers that everything
 * goes through, never within a shortcut. Only one stretch's outputs need be in memory at a time, and those at the cuts.
 *
 * @param tail - layers in order, all of which depend on `layer`
 */
export function tailSegments(tail: readonly SizedLayer[], layer: string): readonly TailSegment[] {
  const last = new Map(tail.flatMap(({ inputNames }, index) => inputNames.map((name) => [name, index])));
  const segments: TailSegment[] = [];
  let own: SizedLayer[] = [];
  let input = layer;
  /** The last layer that takes anything from the segment's start or from within it, but for its end. */
  let reach = last.get(layer) ?? -1;
  let bytes = 0;
  tail.forEach((each, index) => {
    own.push(each);
    bytes += bytesOf(each.output);
    const through = index >= reach;
    reach = Math.max(reach, last.get(each.name) ?? -1);
    if (index < tail.length - 1 && !(through && bytes >= SEGMENT_BYTES)) return;
    segments.push({ layers: own, input, output: each.name });
    own = [];
    input = each.name;
    bytes = 0;
  });
  return segments;
}
