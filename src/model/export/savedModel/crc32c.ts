const POLYNOMIAL = 0x82f63b78;

/** Eight tables, so that eight bytes are taken in at once. */
const TABLES = Array.from({ length: 8 }, () => new Uint32Array(256));
const [T0 = new Uint32Array(256)] = TABLES;
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  T0[byte] = crc >>> 0;
}
for (let table = 1; table < 8; table++) {
  for (let byte = 0; byte < 256; byte++) {
    const before = TABLES[table - 1]?.[byte] ?? 0;
    (TABLES[table] ?? T0)[byte] = ((before >>> 8) ^ (T0[before & 0xff] ?? 0)) >>> 0;
  }
}
const [, T1 = T0, T2 = T0, T3 = T0, T4 = T0, T5 = T0, T6 = T0, T7 = T0] = TABLES;

/**
 * CRC-32C (Castagnoli), as TensorFlow guards its checkpoints with. Node's own is CRC-32 with another polynomial.
 *
 * @param start - the sum of what stands before, to go on from
 */
export function crc32c(bytes: Uint8Array, start = 0): number {
  let crc = ~start;
  let at = 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (; at + 8 <= bytes.length; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      (T7[low & 0xff] ?? 0) ^
      (T6[(low >>> 8) & 0xff] ?? 0) ^
      (T5[(low >>> 16) & 0xff] ?? 0) ^
      (T4[low >>> 24] ?? 0) ^
      (T3[high & 0xff] ?? 0) ^
      (T2[(high >>> 8) & 0xff] ?? 0) ^
      (T1[(high >>> 16) & 0xff] ?? 0) ^
      (T0[high >>> 24] ?? 0);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (T0[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return ~crc >>> 0;
}

/** A sum as it is stored, so that a sum of sums is not a special number. Source: `Mask` in tsl/lib/hash/crc32c.h. */
export function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
