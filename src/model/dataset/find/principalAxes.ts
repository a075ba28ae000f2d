import { Random } from '../../train/random';
import { addScaled, breathe, dot, normalise, vectorAt, type Vectors } from './vectors';

/** Rounds after which the axes of features no longer turn. */
const ROUNDS = 3;
/** Vectors worked on before others get their turn. */
const TOGETHER = 64;

/**
 * The orthonormal axes along which vectors are longest: the first right singular vectors of their matrix, about in order.
 *
 * Source: subspace iteration, as in Halko, Martinsson, Tropp, "Finding structure with randomness", algorithm 4.4.
 *
 * @param wanted - axes at most; fewer where the vectors have fewer dimensions
 * @returns the axes, one after the other
 * @throws whatever `signal` was aborted with
 */
export async function principalAxes(vectors: Vectors, wanted: number, signal: AbortSignal): Promise<Vectors> {
  const { size, count } = vectors;
  const random = new Random(1).for('axes');
  const most = Math.min(wanted, size, count);
  let axes: Vectors = { values: new Float32Array(most * size), size, count: most };
  for (let i = 0; i < axes.values.length; i++) axes.values[i] = random.between(-1, 1);
  axes = orthonormal(axes);
  for (let round = 0; round < ROUNDS; round++) {
    const turned = new Float32Array(axes.values.length);
    for (let at = 0; at < count; at++) {
      if (at % TOGETHER === 0) await breathe(signal);
      for (let axis = 0; axis < axes.count; axis++) {
        const along = dot(vectors.values, at * size, axes.values, axis * size, size);
        addScaled(turned, axis * size, along, vectors.values, at * size, size);
      }
    }
    axes = orthonormal({ values: turned, size, count: axes.count });
  }
  return axes;
}

/** Coordinates of a vector along axes, written to `into[at]` and on. */
export function project(vector: Float32Array, axes: Vectors, into: Float32Array, at = 0): void {
  for (let axis = 0; axis < axes.count; axis++) {
    into[at + axis] = dot(vector, 0, axes.values, axis * axes.size, axes.size);
  }
}

/** Gram and Schmidt's way, twice for each, since once leaves what rounding adds; those that add no dimension are left out. */
function orthonormal(axes: Vectors): Vectors {
  const { size } = axes;
  const kept: Float32Array[] = [];
  for (let index = 0; index < axes.count; index++) {
    const axis = Float32Array.from(vectorAt(axes, index));
    normalise(axis);
    for (let pass = 0; pass < 2; pass++) {
      for (const other of kept) {
        const along = dot(axis, 0, other, 0, size);
        addScaled(axis, 0, -along, other, 0, size);
      }
      // What is left of an axis that the others span already is rounding.
      if (pass === 0 && dot(axis, 0, axis, 0, size) < 1e-8) axis.fill(0);
      normalise(axis);
    }
    if (dot(axis, 0, axis, 0, size) > 0.5) kept.push(axis);
  }
  const values = new Float32Array(kept.length * size);
  kept.forEach((axis, index) => {
    values.set(axis, index * size);
  });
  return { values, size, count: kept.length };
}
