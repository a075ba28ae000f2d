/** Numbers as bytes for a column, without a copy. */
export function floatBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A column's bytes as numbers, in memory of their own: a column's bytes may start anywhere. */
export function floatsFrom(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
