import type { Metadata } from 'h5wasm/node';
import type { FloatType } from './decodeFloats';

/** A dataset as its header describes it. */
export interface Hdf5Dataset {
  /** From the root, without a leading slash. */
  readonly path: string;
  readonly shape: readonly number[];
  /** What the numbers are; undefined for what is no floating-point format. */
  readonly type: FloatType | undefined;
  /** {@link type} for people: `float32`, or HDF5's class of what cannot be decoded. */
  readonly typeName: string;
  /** True for a virtual dataset, whose numbers lie in other files. */
  readonly virtual: boolean;
}

/** HDF5's numbers for its classes of types (H5T_class_t). */
const CLASSES = {
  0: 'integer',
  1: 'float',
  3: 'string',
  5: 'opaque',
  6: 'compound',
  8: 'enum',
  9: 'list',
} as const;

const FLOATS: Readonly<Record<string, FloatType>> = {
  'float 4': 'float32',
  'float 8': 'float64',
  'float 2': 'float16',
  // h5py has no name for bfloat16 and writes it as opaque words.
  'opaque 2': 'bfloat16',
};

export function describeDataset(path: string, metadata: Metadata): Hdf5Dataset {
  const name = (CLASSES as Readonly<Record<number, string>>)[metadata.type] ?? `class ${metadata.type}`;
  const type = FLOATS[`${name} ${metadata.size}`];
  return {
    path,
    shape: metadata.shape ?? [],
    type,
    typeName: type ?? `${name} of ${metadata.size} bytes`,
    virtual: metadata.virtual_sources !== undefined,
  };
}
