import { elements } from '../../arch/elements';
import { isRecord } from '../keras/json';
import { parseBoundedJson } from '../numbers/boundedJson';
import type { FileBytes } from '../numbers/fileBytes';
import { damaged, unsupported } from '../numbers/modelErrors';
import { bytesOf, isTensorName, readShape, readSizes } from '../numbers/storedNumbers';

/** A tensor as the header describes it. */
export interface SafetensorsTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** From the file's start. */
  readonly offset: number;
  readonly bytes: number;
}

export interface SafetensorsHeader {
  /** In the header's order. */
  readonly tensors: readonly SafetensorsTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The header's length stands in so many bytes before it. */
export const LENGTH_BYTES = 8;

/** The format's own limit. */
export const MAX_HEADER_BYTES = 100_000_000;

/** The format's words for the types that {@link bytesOf} knows by their usual names. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ F64: 'float64', F32: 'float32', F16: 'float16', BF16: 'bfloat16' },
  ...{ I64: 'int64', U64: 'uint64', I32: 'int32', U32: 'uint32', I16: 'int16', U16: 'uint16' },
  ...{
    I8: 'int8',
    U8: 'uint8',
    BOOL: 'bool',
    F8_E4M3: 'float8_e4m3',
    F8_E5M2: 'float8_e5m2',
    C64: 'complex64',
  },
};

/**
 * Reads and checks the header: `{"name": {"dtype", "shape", "data_offsets": [begin, end]}, …, "__metadata__": {…}}`,
 * with offsets from the header's end. As the format demands, the tensors fill the rest of the file without hole or
 * overlap.
 *
 * Source: `Metadata::validate` in safetensors/src/tensor.rs.
 *
 * @throws XceptionError `model-unreadable`; `model-unsupported` for a type that is not known
 */
export async function readSafetensorsHeader(bytes: FileBytes): Promise<SafetensorsHeader> {
  const { file } = bytes;
  const length = headerLength(await bytes.read(0, LENGTH_BYTES, 'the length of its header'));
  if (length === undefined) throw damaged(file, 'its header claims an impossible length');
  const json = parseBoundedJson(await bytes.read(LENGTH_BYTES, length, 'its header'), 'its header', file);
  if (!isRecord(json)) throw damaged(file, 'its header lists no tensors');
  const { __metadata__: metadata, ...rest } = json;
  const start = LENGTH_BYTES + length;
  const tensors = Object.entries(rest).map(([name, value]) => readTensor(name, value, start, file));
  checkPlaces(tensors, start, bytes);
  return { tensors, metadata: readMetadata(metadata) };
}

/** The header's length from the file's first bytes, or undefined for one that the format does not allow. */
export function headerLength(head: Uint8Array): number | undefined {
  if (head.length < LENGTH_BYTES) return undefined;
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  return length >= 2n && length <= BigInt(MAX_HEADER_BYTES) ? Number(length) : undefined;
}

function readTensor(name: string, value: unknown, start: number, file: string): SafetensorsTensor {
  const { length } = name;
  if (!isTensorName(name)) throw damaged(file, `one of its tensors has a name of ${length} characters`);
  if (!isRecord(value)) throw damaged(file, `its header has no description of the tensor ${name}`);
  const { dtype, shape: sizes, data_offsets: offsets } = value;
  const type = typeof dtype === 'string' && Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  const width = type === undefined ? undefined : bytesOf(type);
  if (type === undefined || width === undefined) {
    const what = `has a tensor ${name} of the type ${String(dtype)}, which is not known here`;
    throw unsupported(file, what, 'Save the model with float32 weights.');
  }
  const shape = readShape(sizes);
  const [begin, end, more] = readSizes(offsets) ?? [];
  if (!shape || begin === undefined || end === undefined || more !== undefined) {
    throw damaged(file, `the shape or the place of the tensor ${name} is no list of sizes`);
  }
  const bytes = end - begin;
  if (bytes !== elements(shape) * width) {
    throw damaged(file, `the tensor ${name} [${shape.join(', ')}] of ${type} has ${bytes} bytes`);
  }
  return { name, dtype: type, shape, offset: start + begin, bytes };
}

function checkPlaces(tensors: readonly SafetensorsTensor[], start: number, { size, file }: FileBytes): void {
  let place = start;
  for (const { name, offset, bytes } of tensors.toSorted(
    (a, b) => a.offset - b.offset || a.bytes - b.bytes,
  )) {
    if (offset !== place) {
      throw damaged(file, `the tensor ${name} begins at byte ${offset} where ${place} is expected`);
    }
    place += bytes;
  }
  if (place !== size) throw damaged(file, `its tensors end at byte ${place} of ${size}`);
}

function readMetadata(value: unknown): Readonly<Record<string, string>> {
  const pairs = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}
