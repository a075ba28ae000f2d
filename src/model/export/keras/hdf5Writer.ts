import path from 'node:path';
import type { File, Group } from 'h5wasm/node';
import { XceptionError } from '../../../shared/xceptionError';
import { hdf5Library, type Hdf5Library } from '../../weights/hdf5/hdf5Library';

/** An HDF5 file on its way, written through the HDF5 library itself as WebAssembly. */
export class Hdf5Writer {
  private constructor(
    private readonly file: File,
    private readonly library: Hdf5Library,
  ) {}

  /** From here on the library throws what it would only print: a full disk, above all. */
  static async create(name: string): Promise<Hdf5Writer> {
    const library = await hdf5Library();
    library.Module.activate_throwing_error_handler();
    return new Hdf5Writer(new library.File(path.resolve(name), 'w'), library);
  }

  /** Makes a group, and those above it. */
  group(place: string): Group {
    let group: Group = this.file;
    for (const part of place.split('/').filter((segment) => segment !== '')) {
      group = group.keys().includes(part) ? (group.get(part) as Group) : group.create_group(part);
    }
    return group;
  }

  /** Writes a tensor, float32 and in one piece. */
  dataset(place: string, shape: readonly number[], data: Float32Array): void {
    const at = place.lastIndexOf('/');
    const parent = this.group(place.slice(0, Math.max(at, 0)));
    parent.create_dataset({ name: place.slice(at + 1), data, shape: [...shape], dtype: '<f' });
  }

  /** A text of any length. */
  text(place: string, name: string, value: string): void {
    this.group(place).create_attribute(name, value);
  }

  texts(place: string, name: string, values: readonly string[]): void {
    this.group(place).create_attribute(name, [...values]);
  }

  /** Closes the file, which writes what was not written yet. */
  close(): void {
    const status = this.file.close();
    this.library.Module.deactivate_throwing_error_handler();
    if (status < 0) throw new Error('the file could not be closed');
  }

  /** Closes a file that is given up. */
  abandon(): void {
    try {
      this.file.close();
    } catch {
      // The reason for giving up is the one to be told.
    } finally {
      this.library.Module.deactivate_throwing_error_handler();
    }
  }
}

/**
 * Writes an HDF5 file and closes it, whatever comes of it.
 *
 * @throws XceptionError `file-unreadable` when the disk does not take it
 */
export async function writeHdf5(name: string, write: (hdf5: Hdf5Writer) => Promise<void>): Promise<void> {
  const hdf5 = await Hdf5Writer.create(name);
  try {
    await write(hdf5);
    hdf5.close();
  } catch (thrown) {
    hdf5.abandon();
    throw thrown instanceof XceptionError ? thrown : unwritable(name, thrown);
  }
}

function unwritable(name: string, cause: unknown): XceptionError {
  const text = cause instanceof Error ? cause.message : String(cause);
  // The library tells a stack of its own; the system's words are in it.
  const reason = /error message = '([^']+)'/.exec(text)?.[1] ?? text.split('\n')[0] ?? text;
  return new XceptionError(
    'file-unreadable',
    `The model could not be written into ${path.dirname(name)}: ${reason}. Make room there, or choose another place.`,
    { cause },
  );
}
