import assert from 'node:assert/strict';
import { permute } from '../../src/model/weights/permute';

/** numpy's definition, element by element. */
function transpose(data: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const sizes = order.map((axis) => shape[axis]!);
  return Float32Array.from(data, (_, flat) => {
    const index = new Array<number>(shape.length).fill(0);
    let rest = flat;
    for (let k = sizes.length - 1; k >= 0; k--) {
      index[order[k]!] = rest % sizes[k]!;
      rest = Math.floor(rest / sizes[k]!);
    }
    return data[index.reduce((at, i, axis) => at * shape[axis]! + i, 0)]!;
  });
}

describe('permute', () => {
  const cases: readonly (readonly [readonly number[], readonly number[]])[] = [
    [
      [2, 3],
      [1, 0],
    ],
    [
      [70, 33],
      [1, 0],
    ],
    [
      [5, 7, 3, 3],
      [2, 3, 1, 0],
    ],
    [
      [40, 50, 1, 1],
      [2, 3, 1, 0],
    ],
    [
      [6, 1, 3, 3],
      [2, 3, 0, 1],
    ],
    [
      [4, 5, 6],
      [0, 1, 2],
    ],
    [
      [1, 1],
      [1, 0],
    ],
    [[3], [0]],
  ];
  for (const [shape, order] of cases) {
    it(`gives what transposing ${shape.join('×')} by ${order.join(', ')} means`, () => {
      const size = shape.reduce((product, n) => product * n, 1);
      const data = Float32Array.from({ length: size }, (_, i) => i);
      assert.deepEqual(permute(data, shape, order), transpose(data, shape, order));
    });
  }
});
