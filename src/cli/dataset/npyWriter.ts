import { open, type FileHandle } from 'node:fs/promises';

/** Room for the header, in which the number of rows is written at the end. A multiple of 64, as NumPy asks for. */
const HEADER_BYTES = 128;

/**
 * Writes a matrix of float32 as NumPy's `.npy`, row after row, without holding it.
 *
 * Source: numpy/lib/format.py, version 1.0 of the format.
 */
export class NpyWriter {
  private rows = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly columns: number,
  ) {}

  /** @param columns - numbers in a row */
  static async create(file: string, columns: number): Promise<NpyWriter> {
    const handle = await open(file, 'w');
    await handle.write(new Uint8Array(HEADER_BYTES));
    return new NpyWriter(handle, columns);
  }

  /** @param values - whole rows, in C order */
  async write(values: Float32Array): Promise<void> {
    await this.file.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.rows += values.length / this.columns;
  }

  /** Says how many rows there are, and closes the file. */
  async end(): Promise<void> {
    await this.file.write(npyHeader(this.rows, this.columns), 0, HEADER_BYTES, 0);
    await this.close();
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

function npyHeader(rows: number, columns: number): Uint8Array {
  const magic = Buffer.from('\x93NUMPY\x01\x00', 'latin1');
  const length = HEADER_BYTES - magic.length - 2;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const size = Buffer.alloc(2);
  size.writeUInt16LE(length);
  return Buffer.concat([magic, size, Buffer.from(`${text.padEnd(length - 1)}\n`, 'latin1')]);
}
