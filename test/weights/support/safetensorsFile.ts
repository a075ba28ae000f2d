/** A tensor to be written: its bytes as they will stand in the file. */
export interface RawTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** A safetensors file, as the format's description has it. */
export function safetensorsFile(
  tensors: readonly RawTensor[],
  metadata?: Readonly<Record<string, string>>,
): Buffer {
  let offset = 0;
  const header = Object.fromEntries(
    tensors.map(({ name, dtype, shape, data }) => {
      const begin = offset;
      offset += data.length;
      return [name, { dtype, shape, data_offsets: [begin, offset] }];
    }),
  );
  return withHeader(
    { ...(metadata && { __metadata__: metadata }), ...header },
    tensors.map(({ data }) => data),
  );
}

/** Whatever header, before whatever bytes. */
export function withHeader(header: unknown, data: readonly Uint8Array[]): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  return Buffer.concat([length(BigInt(text.length)), text, ...data]);
}

/** The eight bytes before a header. */
export function length(bytes: bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(bytes);
  return buffer;
}
