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
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = permutation.map((axis) => shape[axis] ?? 1);
  const steps = permutation.map((axis) => strides[axis] ?? 0);
  const result = new Float32Array(data.length);
  let written = 0;
  const visit = (axis: number, offset: number): void => {
    const size = sizes[axis] ?? 1;
    const step = steps[axis] ?? 0;
    if (axis === sizes.length - 1) {
      for (let i = 0, at = offset; i < size; i++, at += step) result[written++] = data[at] ?? 0;
      return;
    }
    for (let i = 0; i < size; i++) visit(axis + 1, offset + i * step);
  };
  visit(0, 0);
  return result;
}
