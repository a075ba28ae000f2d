/** Numbers as bytes for a column, without a copy. */
export function floatBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Bytes as numbers, in memory of their own: a column's, or a file's, bytes may start anywhere. */
export function floatsFrom(bytes: Uint8Array): Float32Array {
  // Not `slice`, which copies nothing of a Buffer.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
