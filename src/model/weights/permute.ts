/** Edge of the square tiles in which two axes are exchanged: two of them fit the fastest cache. */
const TILE = 32;

interface Axis {
  readonly size: number;
  /** Elements between neighbours in the input and in the output. */
  readonly from: number;
  readonly to: number;
}

/**
 * A tensor with its axes in another order: output axis `k` is input axis `permutation[k]`, as numpy's `transpose`.
 *
 * @param data - C order, of shape `shape`
 */
export function permute(
  data: Float32Array,
  shape: readonly number[],
  permutation: readonly number[],
): Float32Array {
  const axes = axesOf(shape, permutation);
  const result = new Float32Array(data.length);
  // The axes that run fastest on either side go innermost, in tiles: reading along one alone would miss the cache for
  // every element written, and the other way round.
  const inner = axes.find(({ from }) => from === 1) ?? { size: 1, from: 1, to: 1 };
  const outer = axes.find((axis) => axis.to === 1 && axis !== inner) ?? { size: 1, from: 0, to: 0 };
  const rest = axes.filter((axis) => axis !== inner && axis !== outer);
  const visit = (depth: number, from: number, to: number): void => {
    const axis = rest[depth];
    if (!axis) {
      exchange(data, result, from, to, inner, outer);
      return;
    }
    for (let i = 0; i < axis.size; i++) visit(depth + 1, from + i * axis.from, to + i * axis.to);
  };
  visit(0, 0, 0);
  return result;
}

/** The axes that are longer than one, with their strides on both sides. */
function axesOf(shape: readonly number[], permutation: readonly number[]): readonly Axis[] {
  const stride = (sizes: readonly number[], axis: number): number =>
    sizes.slice(axis + 1).reduce((product, size) => product * size, 1);
  const output = permutation.map((axis) => shape[axis] ?? 1);
  return permutation
    .map((axis, position) => ({
      size: shape[axis] ?? 1,
      from: stride(shape, axis),
      to: stride(output, position),
    }))
    .filter(({ size }) => size > 1);
}

function exchange(
  data: Float32Array,
  result: Float32Array,
  from: number,
  to: number,
  inner: Axis,
  outer: Axis,
): void {
  for (let i0 = 0; i0 < inner.size; i0 += TILE) {
    const i1 = Math.min(i0 + TILE, inner.size);
    for (let o0 = 0; o0 < outer.size; o0 += TILE) {
      const o1 = Math.min(o0 + TILE, outer.size);
      for (let i = i0; i < i1; i++) {
        let source = from + i * inner.from + o0 * outer.from;
        let target = to + i * inner.to + o0 * outer.to;
        for (let o = o0; o < o1; o++) {
          result[target] = data[source] ?? 0;
          source += outer.from;
          target += outer.to;
        }
      }
    }
  }
}
