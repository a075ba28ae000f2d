import assert from 'node:assert/strict';
import { decodeFloats } from '../../src/model/weights/hdf5/decodeFloats';

const bytesOf = (values: { readonly buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(values.buffer);

describe('decoding stored numbers', () => {
  it('gives every half its value', () => {
    const halves = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
    const values = decodeFloats(bytesOf(halves), 'float16');
    halves.forEach((bits, index) => {
      const sign = bits & 0x8000 ? -1 : 1;
      const exponent = (bits >> 10) & 31;
      const fraction = bits & 1023;
      // IEEE 754-2019, section 3.4, in the words of the standard.
      const special = fraction === 0 ? sign * Infinity : Number.NaN;
      const normal = sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
      const expected =
        exponent === 31 ? special : exponent === 0 ? sign * 2 ** -14 * (fraction / 1024) : normal;
      assert.ok(Object.is(values[index], expected), `${bits}: ${values[index]} is not ${expected}`);
    });
  });

  it('gives every bfloat16 the float32 whose upper half it is', () => {
    const words = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
    const values = decodeFloats(bytesOf(words), 'bfloat16');
    const bits = new Uint32Array(values.buffer);
    // A NaN may change its payload on the way through a JavaScript number, but not through typed arrays.
    words.forEach((word, index) => assert.equal(bits[index], (word << 16) >>> 0));
  });

  it('rounds doubles once and copies floats, from any place in memory', () => {
    const doubles = Float64Array.of(0.1, -1e300, 1e-300, Math.PI);
    assert.deepEqual(
      [...decodeFloats(bytesOf(doubles), 'float64')],
      [Math.fround(0.1), -Infinity, 0, Math.fround(Math.PI)],
    );
    const memory = new Uint8Array(13);
    memory.set(bytesOf(Float32Array.of(1.5, -2, 3)), 1);
    const copied = decodeFloats(memory.subarray(1), 'float32');
    memory.fill(0);
    assert.deepEqual([...copied], [1.5, -2, 3]);
  });
});
