import { writeFile } from 'node:fs/promises';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { DT, writeShape, type TypeName } from '../../protobuf/graphDef';
import { encoded, integer, message } from '../../protobuf/message';
import { bytesOf, writePieces } from '../writeBytes';
import { crc32c, masked } from './crc32c';
import { writeSortedTable } from './sortedTableWriter';

/** A tensor of a checkpoint; its numbers are asked for when its turn comes. */
export interface BundleVariable {
  readonly key: string;
  readonly shape: readonly number[];
  readonly data: () => Float32Array;
}

interface Place {
  readonly type: TypeName;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly bytes: number;
  readonly checksum: number;
}

/**
 * Writes TensorFlow's checkpoint: one file of numbers, and a table of where each tensor lies.
 *
 * Source: tensor_bundle.cc, tensor_bundle.proto.
 *
 * @param prefix - the files' common name: `variables/variables`
 * @param text - a tensor of one text beside the variables
 */
export async function writeBundle(
  prefix: string,
  variables: readonly BundleVariable[],
  text: { readonly key: string; readonly bytes: Uint8Array },
  checkpoint: (doneBytes: number) => Promise<void>,
): Promise<void> {
  const entries = new Map<string, Uint8Array>([['', header()]]);
  await writePieces(`${prefix}.data-00000-of-00001`, async (put) => {
    let offset = 0;
    for (const { key, shape, data } of variables) {
      const bytes = bytesOf(data());
      await put(bytes);
      entries.set(key, entry({ type: 'float', shape, offset, bytes: bytes.length, checksum: crc32c(bytes) }));
      offset += bytes.length;
      await checkpoint(offset);
    }
    const { bytes, checksum } = textTensor(text.bytes);
    await put(bytes);
    entries.set(text.key, entry({ type: 'string', shape: [], offset, bytes: bytes.length, checksum }));
  });
  await writeFile(`${prefix}.index`, writeSortedTable(entries), { flag: 'wx' });
}

/** `{num_shards = 1, endianness = 2, version = 3 {producer = 1}}` */
function header(): Uint8Array {
  return encoded((writer) => {
    integer(writer, 1, 1);
    message(writer, 3, (version) => {
      integer(version, 1, 1);
    });
  });
}

/** `{dtype = 1, shape = 2, shard = 3, offset = 4, size = 5, crc32c = 6}` */
function entry({ type, shape, offset, bytes, checksum }: Place): Uint8Array {
  return encoded((writer) => {
    integer(writer, 1, DT[type]);
    message(writer, 2, (field) => writeShape(field, shape));
    if (offset > 0) integer(writer, 4, offset);
    integer(writer, 5, bytes);
    writer.tag(6, WireType.Bit32).fixed32(masked(checksum));
  });
}

/** A text's length, a checksum of the length (of its four bytes, not of its varint), and its letters. */
function textTensor(text: Uint8Array): { readonly bytes: Uint8Array; readonly checksum: number } {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const lengthSum = Buffer.alloc(4);
  lengthSum.writeUInt32LE(masked(crc32c(length)));
  const varint = new BinaryWriter().uint32(text.length).finish();
  const checksum = crc32c(text, crc32c(lengthSum, crc32c(length)));
  return { bytes: Buffer.concat([varint, lengthSum, text]), checksum };
}
