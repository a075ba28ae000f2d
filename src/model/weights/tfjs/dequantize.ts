import type { TfjsWeight } from './tfjsManifest';

/**
 * Numbers that were stored as whole ones of 8 or 16 bits.
 *
 * Source: `decodeWeight` in tfjs-core/src/io/io_utils.ts: a double multiplication and addition, rounded to float32 once.
 *
 * @param bytes - little-endian
 */
export function dequantize(
  bytes: Uint8Array,
  stored: string,
  { scale, min }: NonNullable<TfjsWeight['affine']>,
): Float32Array {
  if (stored === 'uint8') return Float32Array.from(bytes, (value) => value * scale + min);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from(
    { length: bytes.length / 2 },
    (_, index) => view.getUint16(2 * index, true) * scale + min,
  );
}
