import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { crc32c, masked } from './crc32c';

/** LevelDB's number at the end of its tables, low half first. */
const MAGIC = [0x8b80fb57, 0xdb477524] as const;
const FOOTER_BYTES = 48;
const NOT_COMPRESSED = 0;

/**
 * A table of keys and values in the order of the keys, as TensorFlow's checkpoints have it: one block of entries, an
 * empty one, an index of the first, and where both lie.
 *
 * Source: table_format.md of LevelDB.
 */
export function writeSortedTable(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...entries]
    .map(([key, value]) => ({ key: Buffer.from(key), value }))
    .sort((a, b) => Buffer.compare(a.key, b.key));
  const pieces: Uint8Array[] = [];
  let position = 0;
  const add = (block: Uint8Array): Uint8Array => {
    const handle = new BinaryWriter().uint32(position).uint32(block.length).finish();
    const trailer = Buffer.alloc(5);
    trailer[0] = NOT_COMPRESSED;
    trailer.writeUInt32LE(masked(crc32c(trailer.subarray(0, 1), crc32c(block))), 1);
    pieces.push(block, trailer);
    position += block.length + trailer.length;
    return handle;
  };
  const data = add(encodeBlock(sorted));
  const meta = add(encodeBlock([]));
  // Any key from the last one on stands for the block before it.
  const index = add(encodeBlock([{ key: sorted.at(-1)?.key ?? Buffer.alloc(0), value: data }]));
  const footer = Buffer.alloc(FOOTER_BYTES);
  Buffer.concat([meta, index]).copy(footer);
  footer.writeUInt32LE(MAGIC[0], FOOTER_BYTES - 8);
  footer.writeUInt32LE(MAGIC[1], FOOTER_BYTES - 4);
  return Buffer.concat([...pieces, footer]);
}

interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Entries with whole keys, and at the end where each starts. */
function encodeBlock(entries: readonly Entry[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const starts: number[] = [];
  let position = 0;
  for (const { key, value } of entries) {
    starts.push(position);
    const head = new BinaryWriter().uint32(0).uint32(key.length).uint32(value.length).finish();
    pieces.push(head, key, value);
    position += head.length + key.length + value.length;
  }
  if (starts.length === 0) starts.push(0);
  const tail = Buffer.alloc(4 * (starts.length + 1));
  starts.forEach((start, index) => tail.writeUInt32LE(start, 4 * index));
  tail.writeUInt32LE(starts.length, 4 * starts.length);
  return Buffer.concat([...pieces, tail]);
}
