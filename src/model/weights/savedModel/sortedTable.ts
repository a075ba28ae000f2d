import { readVarint } from './protobuf';

/** Ends every table. */
const MAGIC = 0xdb4775248b80fb57n;
const FOOTER_BYTES = 48;
/** Kind of compression and checksum, behind every block. */
const TRAILER_BYTES = 5;
/** A network has some hundred entries. */
const MAX_ENTRIES = 100_000;
/** A key is a path of a few words. Keys that share much with the one before could otherwise become gigabytes. */
const MAX_KEY_BYTES = 4096;

/**
 * The entries of a sorted table, TensorFlow's form of LevelDB's: blocks of keys, each written as what it does not share
 * with the one before, an index of the blocks, and a footer that says where the index is.
 *
 * Source: LevelDB's doc/table_format.md; tsl/lib/io/format.cc.
 *
 * @param table - the whole file
 * @throws RangeError for what is no table
 */
export function readSortedTable(table: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const footer = table.length - FOOTER_BYTES;
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  if (footer < 0 || view.getBigUint64(table.length - 8, true) !== MAGIC)
    throw new RangeError('it has no end');
  const entries = new Map<string, Uint8Array>();
  // The footer's first handle is of an index of other things.
  const index = block(table, readHandle(table, readHandle(table, footer).end));
  let count = 0;
  for (const [, handle] of blockEntries(index)) {
    for (const [key, value] of blockEntries(block(table, readHandle(handle, 0)))) {
      if (++count > MAX_ENTRIES) throw new RangeError(`it has more than ${MAX_ENTRIES} entries`);
      entries.set(key, value);
    }
  }
  return entries;
}

interface Handle {
  readonly offset: number;
  readonly size: number;
  readonly end: number;
}

function readHandle(bytes: Uint8Array, start: number): Handle {
  const offset = readVarint(bytes, start);
  const size = readVarint(bytes, offset.end);
  return { offset: offset.value, size: size.value, end: size.end };
}

function block(table: Uint8Array, { offset, size }: Handle): Uint8Array {
  if (offset + size + TRAILER_BYTES > table.length) throw new RangeError('a block is cut off');
  if (table[offset + size] !== 0) throw new RangeError('a block is compressed');
  return table.subarray(offset, offset + size);
}

function* blockEntries(bytes: Uint8Array): Generator<readonly [key: string, value: Uint8Array], void> {
  if (bytes.length < 4) throw new RangeError('a block is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Behind the entries stand the places where keys are written in full, and their number.
  const end = bytes.length - 4 - 4 * view.getUint32(bytes.length - 4, true);
  let key = Buffer.alloc(0);
  for (let at = 0; at < end;) {
    const shared = readVarint(bytes, at);
    const own = readVarint(bytes, shared.end);
    const length = readVarint(bytes, own.end);
    const value = length.end + own.value;
    if (shared.value > key.length || value + length.value > end) throw new RangeError('an entry is cut off');
    if (shared.value + own.value > MAX_KEY_BYTES) throw new RangeError('a key has no end');
    key = Buffer.concat([key.subarray(0, shared.value), bytes.subarray(length.end, value)]);
    at = value + length.value;
    yield [key.toString('utf8'), bytes.subarray(value, at)];
  }
}
