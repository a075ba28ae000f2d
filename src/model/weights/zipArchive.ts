import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { configure, Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { XceptionError } from '../../shared/xceptionError';
import { cacheError } from './cacheError';

/** First bytes of a zip archive: a local file header. */
export const ZIP_SIGNATURE = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);

/** A model archive has a handful of entries, PyTorch's some hundreds. */
const MAX_ENTRIES = 10_000;

const STORED = 0;
/** Bytes of a local file header before the name. */
const LOCAL_HEADER = 30;
const CHUNK = 2 ** 20;
/** Few and large: while one is on its way, this thread compiles the library that will read it. */
const BLOCK = 8 * 2 ** 20;

// This code runs in a process of its own already.
configure({ useWebWorkers: false, chunkSize: CHUNK });

/** A zip archive of which single entries are read by name, in bounded memory. Nothing is ever written under an entry's name. */
export class ZipArchive {
  private constructor(
    private readonly name: string,
    private readonly handle: FileHandle,
    private readonly entries: ReadonlyMap<string, FileEntry>,
  ) {}

  /** @throws XceptionError `model-unreadable` for what is no whole zip archive */
  static async open(file: string): Promise<ZipArchive> {
    const name = path.basename(file);
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const entries = new Map<string, FileEntry>();
      for await (const entry of new ZipReader(new HandleReader(handle, size)).getEntriesGenerator()) {
        if (entry.directory) continue;
        if (entries.has(entry.filename)) throw broken(name, `it has two entries named ${entry.filename}`);
        if (entries.size === MAX_ENTRIES) throw broken(name, `it has more than ${MAX_ENTRIES} entries`);
        entries.set(entry.filename, entry);
      }
      return new ZipArchive(name, handle, entries);
    } catch (thrown) {
      await handle.close();
      throw thrown instanceof XceptionError ? thrown : broken(name, 'it is damaged or cut off', thrown);
    }
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(entry: string): boolean {
    return this.entries.has(entry);
  }

  /** An entry's bytes as UTF-8 text. */
  async text(entry: string, limit: number): Promise<string> {
    const chunks: Uint8Array[] = [];
    await this.pour(entry, limit, (chunk) => {
      chunks.push(chunk.slice());
      return Promise.resolve();
    });
    return Buffer.concat(chunks).toString('utf8');
  }

  /**
   * Writes an entry's bytes into an open file of the cache folder.
   *
   * @throws XceptionError `model-unreadable`; `file-unreadable` where the disk does not take them
   */
  async extract(entry: string, target: FileHandle, limit: number): Promise<void> {
    await this.pour(entry, limit, async (chunk) => {
      try {
        await target.write(chunk);
      } catch (thrown) {
        throw cacheError(thrown);
      }
    });
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  /**
   * Reads an entry piece by piece. What it claims to unpack to is checked first, and what really comes is counted, since
   * a few kilobytes of zip can claim, or give, petabytes.
   */
  private async pour(
    name: string,
    limit: number,
    write: (chunk: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const entry = this.entries.get(name);
    if (!entry) throw broken(this.name, `it has no entry ${name}`);
    const claimed = entry.uncompressedSize;
    if (claimed > limit)
      throw broken(this.name, `its entry ${name} claims ${claimed} bytes, more than ${limit}`);
    let poured = 0;
    const count = async (chunk: Uint8Array): Promise<void> => {
      poured += chunk.length;
      if (poured > claimed)
        throw broken(this.name, `its entry ${name} has more than the ${claimed} bytes it claims`);
      await write(chunk);
    };
    try {
      if (entry.compressionMethod === STORED && !entry.encrypted) await this.copy(entry, count);
      else await entry.getData(new WritableStream<Uint8Array>({ write: count }));
    } catch (thrown) {
      throw thrown instanceof XceptionError
        ? thrown
        : broken(this.name, `its entry ${name} is damaged`, thrown);
    }
    if (poured !== claimed) throw broken(this.name, `its entry ${name} is cut off`);
  }

  /** An entry that is not compressed, as Keras writes them all, is a range of the file: four times as fast as a stream. */
  private async copy(entry: FileEntry, write: (chunk: Uint8Array) => Promise<void>): Promise<void> {
    const header = Buffer.alloc(LOCAL_HEADER);
    await this.handle.read(header, 0, LOCAL_HEADER, entry.offset);
    // The local header repeats the name and has extra fields of its own; its other fields are the directory's.
    let position = entry.offset + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
    const block = new Uint8Array(Math.min(BLOCK, entry.uncompressedSize));
    for (let left = entry.uncompressedSize; left > 0;) {
      const { bytesRead } = await this.handle.read(block, 0, Math.min(left, block.length), position);
      if (bytesRead === 0) return;
      await write(block.subarray(0, bytesRead));
      position += bytesRead;
      left -= bytesRead;
    }
  }
}

/** Random access to an open file for the zip library. */
class HandleReader extends Reader<FileHandle> {
  constructor(
    private readonly handle: FileHandle,
    size: number,
  ) {
    super(handle);
    this.size = size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(Math.max(0, Math.min(length, this.size - index)));
    const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, index);
    return buffer.subarray(0, bytesRead);
  }
}

function broken(name: string, what: string, cause?: unknown): XceptionError {
  return new XceptionError(
    'model-unreadable',
    `${name} cannot be read: ${what}. Copy or download it again.`,
    { cause },
  );
}
