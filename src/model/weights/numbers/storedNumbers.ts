import { elements } from '../../arch/elements';
import { decodeFloats, FLOAT_BYTES, type FloatType } from '../hdf5/decodeFloats';
import { damaged, unsupported } from './modelErrors';

/** Bytes of one number of the types that weights files name, those included that no network is made of. */
const TYPE_BYTES: Readonly<Record<string, number>> = {
  ...FLOAT_BYTES,
  ...{ int64: 8, uint64: 8, int32: 4, uint32: 4, int16: 2, uint16: 2, int8: 1, uint8: 1, bool: 1 },
  ...{ float8_e4m3: 1, float8_e5m2: 1, complex64: 8, complex128: 16 },
};

/** More axes than any tensor of a network has. */
const MAX_RANK = 8;

/** A name that can be shown: no module's path is longer, and none has letters that a terminal obeys. */
const NAME = /^\P{Cc}{1,500}$/u;

export function isTensorName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

/** Bytes of one number, or undefined for a type that is not known. */
export function bytesOf(type: string): number | undefined {
  return Object.hasOwn(TYPE_BYTES, type) ? TYPE_BYTES[type] : undefined;
}

export function isFloatType(type: string): type is FloatType {
  return Object.hasOwn(FLOAT_BYTES, type);
}

/** A short list of sizes or places, as a file gives it; undefined for anything else. */
export function readSizes(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_RANK) return undefined;
  const sizes: unknown[] = value;
  return sizes.every(isSize) ? sizes : undefined;
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A shape as a file gives it; undefined for what is none, or has more elements than can be counted. */
export function readShape(value: unknown): readonly number[] | undefined {
  const shape = readSizes(value);
  return shape && Number.isSafeInteger(elements(shape)) ? shape : undefined;
}

/**
 * A tensor's bytes as float32.
 *
 * @param bytes - little-endian, C order
 * @throws XceptionError `model-unsupported` for other numbers than floats
 */
export function decodeTensor(bytes: Uint8Array, type: string, tensor: string, file: string): Float32Array {
  if (!isFloatType(type)) {
    throw unsupported(
      file,
      `holds ${type} values in its tensor ${tensor}`,
      'Save the model with float32 weights.',
    );
  }
  if (bytes.length % FLOAT_BYTES[type] !== 0) throw damaged(file, `the tensor ${tensor} has half a number`);
  return decodeFloats(bytes, type);
}
