import { damaged } from '../../numbers/modelErrors';

const LINE_END = 0x0a;

/** A pickle's bytes, read from front to back. */
export class PickleBytes {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    readonly file: string,
    private place = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where the next byte lies. */
  get position(): number {
    return this.place;
  }

  byte(): number {
    return this.view.getUint8(this.advance(1));
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  /** A length of eight bytes. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.advance(8), true));
  }

  /** A double, big-endian as in no other place of a pickle. */
  float64(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  take(length: number): Uint8Array {
    const from = this.advance(length);
    return this.bytes.subarray(from, from + length);
  }

  text(length: number): string {
    // Python escapes lone surrogates in a way of its own; they matter in no name.
    const { buffer, byteOffset } = this.take(length);
    return Buffer.from(buffer, byteOffset, length).toString('utf8');
  }

  /** Up to the end of the line, which is passed over. */
  line(): string {
    const end = this.bytes.indexOf(LINE_END, this.place);
    if (end < 0) throw this.cutOff();
    const text = this.text(end - this.place);
    this.advance(1);
    return text;
  }

  /** A whole number of that many bytes, two's complement; a `number` where it is exact. */
  integer(length: number): number | bigint {
    const bytes = this.take(length);
    if (length === 0) return 0;
    const value = BigInt.asIntN(length * 8, BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`));
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  private advance(length: number): number {
    const from = this.place;
    if (length > this.bytes.length - from) throw this.cutOff();
    this.place += length;
    return from;
  }

  private cutOff(): Error {
    return damaged(this.file, `its pickle ends at byte ${this.bytes.length} in the middle of a value`);
  }
}
