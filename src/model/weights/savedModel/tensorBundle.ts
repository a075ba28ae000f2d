import { elements } from '../../arch/elements';
import { readFile, stat } from 'node:fs/promises';
import { FileBytes } from '../numbers/fileBytes';
import { asModelError, damaged } from '../numbers/modelErrors';
import { bytesOf, readShape } from '../numbers/storedNumbers';
import { protobufField, protobufFields, readVarint } from './protobuf';
import { readSortedTable } from './sortedTable';

/** Where a tensor lies in the files of a bundle. */
export interface BundleTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly shard: number;
  readonly offset: number;
  readonly bytes: number;
}

/** TensorFlow's numbers for types. Source: types.proto. */
const TYPES: Readonly<Record<number, string>> = {
  ...{ 1: 'float32', 2: 'float64', 3: 'int32', 4: 'uint8', 5: 'int16', 6: 'int8', 7: 'string', 9: 'int64' },
  ...{ 10: 'bool', 14: 'bfloat16', 17: 'uint16', 19: 'float16', 22: 'uint32', 23: 'uint64' },
};

const MAX_INDEX_BYTES = 16 * 2 ** 20;
const MAX_TEXT_BYTES = 32 * 2 ** 20;

/**
 * TensorFlow's checkpoint: a table of where each tensor lies (`….index`), and files of numbers (`….data-00000-of-00001`).
 *
 * Source: tensor_bundle.h, tensor_bundle.proto.
 */
export class TensorBundle {
  private constructor(
    private readonly prefix: string,
    private readonly shards: number,
    readonly tensors: ReadonlyMap<string, BundleTensor>,
  ) {}

  /**
   * @param prefix - the files' common name: `variables/variables`
   * @throws XceptionError `model-unreadable`
   */
  static async open(prefix: string): Promise<TensorBundle> {
    const index = `${prefix}.index`;
    try {
      const { size } = await stat(index);
      if (size > MAX_INDEX_BYTES) throw damaged(index, `it has ${size} bytes`);
      const entries = new Map(readSortedTable(await readFile(index)));
      const header = entries.get('');
      if (!header || protobufField(header, 2)?.integer === 1) {
        throw damaged(index, 'it is big-endian, or has no header');
      }
      entries.delete('');
      const tensors = [...entries].map(([name, entry]) => [name, readEntry(entry, index)] as const);
      return new TensorBundle(prefix, protobufField(header, 1)?.integer ?? 1, new Map(tensors));
    } catch (thrown) {
      throw asModelError(thrown, index);
    }
  }

  get files(): readonly string[] {
    const shards = new Set([...this.tensors.values()].map(({ shard }) => shard));
    return [`${this.prefix}.index`, ...[...shards].map((shard) => this.shardFile(shard))];
  }

  /** A tensor's bytes, little-endian; of text its lengths and letters. */
  async read({ shard, offset, bytes }: BundleTensor, name: string): Promise<Uint8Array> {
    const file = await FileBytes.openPart(this.shardFile(shard), this.prefix);
    try {
      return await file.read(offset, bytes, `the tensor ${name}`);
    } finally {
      await file.close();
    }
  }

  /** A tensor of one text. */
  async readText(name: string): Promise<Uint8Array | undefined> {
    const tensor = this.tensors.get(name);
    if (tensor?.dtype !== 'string' || elements(tensor.shape) !== 1) return undefined;
    if (tensor.bytes > MAX_TEXT_BYTES) throw damaged(this.prefix, `${name} claims ${tensor.bytes} bytes`);
    const bytes = await this.read(tensor, name);
    // Its length, a checksum of the length, its letters.
    const { value, end } = readVarint(bytes, 0);
    return bytes.subarray(end + 4, end + 4 + value);
  }

  private shardFile(shard: number): string {
    const digits = (value: number): string => String(value).padStart(5, '0');
    return `${this.prefix}.data-${digits(shard)}-of-${digits(this.shards)}`;
  }
}

/** `{dtype = 1, shape = 2, shard = 3, offset = 4, size = 5, slices = 7}` */
function readEntry(entry: Uint8Array, file: string): BundleTensor {
  const integer = (number: number): number => protobufField(entry, number)?.integer ?? 0;
  const dtype = TYPES[integer(1)] ?? `type ${integer(1)}`;
  const shape = readShape(readDimensions(protobufField(entry, 2)?.bytes));
  const [shard, offset, bytes] = [integer(3), integer(4), integer(5)];
  const width = bytesOf(dtype);
  if (!shape || (width !== undefined && elements(shape) * width !== bytes) || protobufField(entry, 7)) {
    throw damaged(file, `a tensor of ${dtype} has ${bytes} bytes`);
  }
  return { dtype, shape, shard, offset, bytes };
}

/** A shape is a list of dimensions (2), each with its size (1). */
function readDimensions(shape: Uint8Array | undefined): readonly number[] {
  return [...protobufFields(shape ?? new Uint8Array(0))]
    .filter(({ number }) => number === 2)
    .map(({ bytes }) => protobufField(bytes, 1)?.integer ?? 0);
}
