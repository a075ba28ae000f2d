import { DisjointSets } from '../../../shared/disjointSets';
import { principalAxes, project } from './principalAxes';
import { breathe, dot, vectorAt, type Vectors } from './vectors';

/** Axes that most pairs are told apart by, and vectors that these are found from. */
const AXES = 24;
const SAMPLE = 1024;
const TOGETHER = 16;

export interface DuplicateOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Pairs of vectors with a cosine of at least `threshold`, each with the lower number first. No pair is missed: what two
 * vectors have along some axes, and how long what is left of them is, bounds their cosine, so that few pairs have to be
 * looked at in full.
 *
 * @param vectors - of length 1
 */
export async function nearPairs(
  vectors: Vectors,
  threshold: number,
  { signal, onProgress }: DuplicateOptions,
): Promise<readonly (readonly [number, number])[]> {
  const { size, count, values } = vectors;
  const step = Math.max(1, Math.floor(count / SAMPLE));
  const axes = await principalAxes(every(vectors, step), AXES, signal);
  const width = axes.count;
  const along = new Float32Array(count * width);
  const rest = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    project(vectorAt(vectors, index), axes, along, index * width);
    const found = dot(along, index * width, along, index * width, width);
    rest[index] = Math.sqrt(Math.max(0, dot(values, index * size, values, index * size, size) - found));
  }
  // What rounding may take from a bound.
  const bar = threshold - 1e-5;
  const pairs: [number, number][] = [];
  for (let a = 0; a < count; a++) {
    if (a % TOGETHER === 0) {
      await breathe(signal);
      onProgress?.({ done: a, total: count });
    }
    for (let b = a + 1; b < count; b++) {
      const bound = dot(along, a * width, along, b * width, width) + (rest[a] ?? 0) * (rest[b] ?? 0);
      if (bound < bar) continue;
      if (dot(values, a * size, values, b * size, size) >= threshold) pairs.push([a, b]);
    }
  }
  onProgress?.({ done: count, total: count });
  return pairs;
}

/** What pairs join: lists of numbers, each ascending, in the order of their first; without those that are alone. */
export function groupsOf(
  count: number,
  pairs: readonly (readonly [number, number])[],
): readonly (readonly number[])[] {
  const sets = new DisjointSets(count);
  for (const [a, b] of pairs) sets.join(a, b);
  const groups = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const first = sets.firstOf(index);
    const group = groups.get(first);
    if (group) group.push(index);
    else groups.set(first, [index]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function every({ values, size, count }: Vectors, step: number): Vectors {
  if (step === 1) return { values, size, count };
  const taken = Math.floor(count / step);
  const sample: Vectors = { values: new Float32Array(taken * size), size, count: taken };
  for (let at = 0; at < taken; at++) {
    vectorAt(sample, at).set(values.subarray(at * step * size, (at * step + 1) * size));
  }
  return sample;
}
