/** The number formats in which frameworks store weights that this product can use. */
export type FloatType = 'float32' | 'float64' | 'float16' | 'bfloat16';

/** Bytes of one number. */
export const FLOAT_BYTES: Readonly<Record<FloatType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
};

/**
 * Numbers of any stored format as float32.
 *
 * @param bytes - little-endian, C order
 * @returns a copy that does not share memory with `bytes`
 */
export function decodeFloats(bytes: Uint8Array, type: FloatType): Float32Array {
  // Typed arrays need an aligned start, which a view on foreign memory may not have.
  const { buffer } = bytes.slice();
  switch (type) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return Float32Array.from(new Float64Array(buffer));
    case 'float16':
      return fromHalves(new Uint16Array(buffer), float16Bits);
    case 'bfloat16':
      return fromHalves(new Uint16Array(buffer), (half) => half << 16);
  }
}

function fromHalves(halves: Uint16Array, widen: (half: number) => number): Float32Array {
  const bits = new Int32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = widen(halves[i] ?? 0);
  return new Float32Array(bits.buffer);
}

/**
 * The float32 bits of an IEEE 754 half: 1 sign, 5 exponent (bias 15) and 10 fraction bits become 1, 8 (bias 127) and 23.
 * Every half is exact as a float32.
 */
function float16Bits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A subnormal half: its leading one, at bit 31 - zeros of the word, becomes the hidden bit of a normal float32.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
