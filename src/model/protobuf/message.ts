import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

export type Fill = (writer: BinaryWriter) => void;

/** A message within a message: its tag, its length, and what `fill` writes. */
export function message(writer: BinaryWriter, field: number, fill: Fill): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  fill(writer);
  writer.join();
}

/** An entry of a map from text to messages. */
export function mapEntry(writer: BinaryWriter, field: number, key: string, fill: Fill): void {
  message(writer, field, (entry) => {
    text(entry, 1, key);
    message(entry, 2, fill);
  });
}

export function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

/** A whole number, an enum or a boolean. */
export function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

/** The bytes of a message that stands alone. */
export function encoded(fill: Fill): Uint8Array {
  const writer = new BinaryWriter();
  fill(writer);
  return writer.finish();
}
