import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import { decodeFloats, FLOAT_BYTES } from './decodeFloats';
import { describeDataset, type Hdf5Dataset } from './hdf5Dataset';
import { hdf5Library, type Hdf5Library } from './hdf5Library';

/** Longest attribute that is read. A model's configuration has about 150 thousand characters. */
const MAX_ATTRIBUTE_BYTES = 32 * 2 ** 20;
/** A Keras file of Xception has about a thousand objects; more than this is no model. */
const MAX_OBJECTS = 100_000;

/** HDF5's first bytes. A file may have a block of its user's own before them, which no framework writes. */
export const HDF5_SIGNATURE = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * An HDF5 file, read through the HDF5 library itself as WebAssembly. Every call is synchronous and a hostile file may keep
 * it busy, so this belongs into the reader process.
 */
export class Hdf5File {
  private scratch = 0;
  private scratchBytes = 0;
  private readonly known: ReadonlySet<string>;

  private constructor(
    private readonly library: Hdf5Library,
    private readonly id: bigint,
    private readonly name: string,
    /** Every group and dataset of this file, from the root, without a leading slash, in the library's order. */
    readonly objects: readonly string[],
  ) {
    this.known = new Set(objects);
  }

  /**
   * @param name - what errors call it: of a file out of an archive, the archive's name
   * @throws XceptionError `model-unreadable` when the library cannot open the file
   */
  static async open(file: string, name: string = path.basename(file)): Promise<Hdf5File> {
    const library = await hdf5Library();
    const { Module } = library;
    const id = Module.open(path.resolve(file), Module.H5F_ACC_RDONLY, false, -1, -1);
    if (id < 0n) throw damaged(name, 'the file does not open as HDF5');
    try {
      const objects = Module.get_names(id, '/', true);
      if (objects.length > MAX_OBJECTS) throw damaged(name, `it claims ${objects.length} objects`);
      return new Hdf5File(library, id, name, objects);
    } catch (thrown) {
      Module.close_file(id);
      throw thrown instanceof XceptionError
        ? thrown
        : damaged(name, 'its table of contents is broken', thrown);
    }
  }

  has(object: string): boolean {
    return this.known.has(object);
  }

  /** A dataset's header. The numbers themselves are not touched. */
  dataset(object: string): Hdf5Dataset {
    return this.guard(object, () =>
      describeDataset(object, this.library.Module.get_dataset_metadata(this.id, object)),
    );
  }

  /**
   * A dataset's numbers, as float32.
   *
   * @throws XceptionError `model-unreadable` when they are not all there, `model-unsupported` when they are no floats
   */
  read(dataset: Hdf5Dataset): Float32Array {
    const { type, shape } = dataset;
    if (!type || dataset.virtual) {
      const what = type ? 'has its numbers in another file' : `holds ${dataset.typeName} values`;
      throw new XceptionError(
        'model-unsupported',
        `${this.name}: the tensor ${dataset.path} ${what}. Save the model with float32 weights in one file.`,
      );
    }
    const bytes = shape.reduce((product, size) => product * size, FLOAT_BYTES[type]);
    if (bytes === 0) return new Float32Array(0);
    return this.guard(dataset.path, () => {
      const { Module } = this.library;
      const pointer = this.reserve(bytes);
      const status = Module.get_dataset_data(this.id, dataset.path, null, null, null, BigInt(pointer));
      if (status < 0) throw damaged(this.name, `the tensor ${dataset.path} is not all there`);
      return decodeFloats(Module.HEAPU8.subarray(pointer, pointer + bytes), type);
    });
  }

  /** A string attribute, or undefined where there is none. The root is the object `''`. */
  text(object: string, attribute: string): string | undefined {
    if (!this.attributeNames(object).includes(attribute)) return undefined;
    const value = this.attribute(object, attribute);
    return typeof value === 'string' ? value : undefined;
  }

  /**
   * An attribute that is a list of strings, or undefined where there is none. Keras cuts a list that HDF5 would not take
   * as one into `name0`, `name1`, …
   */
  texts(object: string, attribute: string): readonly string[] | undefined {
    const names = new Set(this.attributeNames(object));
    const parts: unknown[] = [];
    if (names.has(attribute)) parts.push(this.attribute(object, attribute));
    for (let i = 0; names.has(`${attribute}${i}`); i++)
      parts.push(this.attribute(object, `${attribute}${i}`));
    return parts.length === 0 ? undefined : parts.flat().filter((value) => typeof value === 'string');
  }

  close(): void {
    const { Module } = this.library;
    if (this.scratch !== 0) Module._free(this.scratch);
    this.scratch = 0;
    this.scratchBytes = 0;
    Module.close_file(this.id);
  }

  private attributeNames(object: string): readonly string[] {
    if (object !== '' && !this.has(object)) return [];
    return this.guard(object, () => this.library.Module.get_attribute_names(this.id, object || '/'));
  }

  private attribute(object: string, name: string): unknown {
    return this.guard(`${object}@${name}`, () => {
      const { Module, Group } = this.library;
      const metadata = Module.get_attribute_metadata(this.id, object || '/', name);
      const bytes = metadata.size * metadata.total_size;
      if (bytes > MAX_ATTRIBUTE_BYTES)
        throw damaged(this.name, `its attribute ${name} claims ${bytes} bytes`);
      return new Group(this.id, object || '/').get_attribute(name, false);
    });
  }

  /** The library throws whatever it meets: here it gets the file's name and a way out. */
  private guard<T>(object: string, work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      if (thrown instanceof XceptionError) throw thrown;
      throw damaged(this.name, `${object || 'its root'} cannot be read`, thrown);
    }
  }

  /** One block of the library's memory for all reads, so that it grows to the largest tensor and no further. */
  private reserve(bytes: number): number {
    if (bytes <= this.scratchBytes) return this.scratch;
    const { Module } = this.library;
    if (this.scratch !== 0) Module._free(this.scratch);
    this.scratch = Module._malloc(bytes);
    this.scratchBytes = this.scratch === 0 ? 0 : bytes;
    if (this.scratch === 0) throw damaged(this.name, `a tensor claims ${bytes} bytes`);
    return this.scratch;
  }
}

function damaged(name: string, what: string, cause?: unknown): XceptionError {
  return new XceptionError(
    'model-unreadable',
    `${name} is damaged or cut off: ${what}. Copy or download it again.`,
    { cause },
  );
}
