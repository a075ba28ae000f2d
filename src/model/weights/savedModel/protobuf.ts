/** A field of a protocol buffer: its number, and its value as it stands. */
export interface ProtobufField {
  readonly number: number;
  /** Of a whole number; 0 for the other kinds. */
  readonly integer: number;
  /** Of a message, text or bytes; empty for the other kinds. */
  readonly bytes: Uint8Array;
}

const EMPTY = new Uint8Array(0);

/** A varint and where the bytes after it begin. Numbers that a double cannot hold exactly only forged files have. */
export function readVarint(
  bytes: Uint8Array,
  start: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) throw new RangeError('a number is cut off');
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: start + i + 1 };
  }
  throw new RangeError('a number has more than ten bytes');
}

/**
 * The fields of a message, in order. Which message it is, its reader must know.
 *
 * Source: Protocol Buffers' "Encoding".
 *
 * @throws RangeError for what is no message
 */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField, void> {
  for (let at = 0; at < bytes.length;) {
    const tag = readVarint(bytes, at);
    const number = Math.floor(tag.value / 8);
    at = tag.end;
    switch (tag.value % 8) {
      case 0: {
        const { value, end } = readVarint(bytes, at);
        yield { number, integer: value, bytes: EMPTY };
        at = end;
        break;
      }
      case 1:
        at += 8;
        break;
      case 2: {
        const { value: length, end } = readVarint(bytes, at);
        if (length > bytes.length - end) throw new RangeError('a field is cut off');
        at = end + length;
        yield { number, integer: 0, bytes: bytes.subarray(end, at) };
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw new RangeError('a field is of no kind');
    }
  }
}

/** The last value of a field that is given once. */
export function protobufField(bytes: Uint8Array, number: number): ProtobufField | undefined {
  let found: ProtobufField | undefined;
  for (const field of protobufFields(bytes)) if (field.number === number) found = field;
  return found;
}

export function protobufText(bytes: Uint8Array, number: number): string {
  return Buffer.from(protobufField(bytes, number)?.bytes ?? EMPTY).toString('utf8');
}
