import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import type { FileBytes } from '../numbers/fileBytes';
import { damaged, unsupported } from '../numbers/modelErrors';

/** An entry of a zip archive, as the archive's directory lists it. */
export interface ZipEntry {
  readonly name: string;
  /** Of its local header. */
  readonly offset: number;
  /** Of its contents. */
  readonly bytes: number;
  /** What it takes in the archive. */
  readonly packedBytes: number;
  /** Whether its contents lie in the archive as they are. */
  readonly stored: boolean;
}

/** An Xception has some 300 storages. */
const MAX_ENTRIES = 20_000;
/** Longest piece that the zip library may ask for; the directory of that many entries is shorter. */
const MAX_DIRECTORY_BYTES = 8 * 2 ** 20;

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER = 0x04034b50;

/**
 * The entries of a zip archive. `torch.save` stores its data as they are, so that they can be read in place. Nothing is
 * ever unpacked, and no zip bomb goes off.
 *
 * @throws XceptionError `model-unreadable`
 */
export async function readZipEntries(bytes: FileBytes): Promise<ReadonlyMap<string, ZipEntry>> {
  const { file } = bytes;
  const entries = new Map<string, ZipEntry>();
  for await (const entry of new ZipReader(new BytesReader(bytes)).getEntriesGenerator()) {
    if (entry.directory) continue;
    if (entries.size === MAX_ENTRIES) throw damaged(file, `it has more than ${MAX_ENTRIES} entries`);
    if (entries.has(entry.filename)) throw damaged(file, `it has two entries named ${entry.filename}`);
    entries.set(entry.filename, describeEntry(entry));
  }
  checkPlaces([...entries.values()], bytes);
  return entries;
}

/**
 * Where an entry's data begin: behind its local header, whose length the directory does not tell.
 *
 * @throws XceptionError `model-unreadable`; `model-unsupported` for a compressed or encrypted entry
 */
export async function dataOffset(bytes: FileBytes, { name, offset, stored }: ZipEntry): Promise<number> {
  const { file } = bytes;
  if (!stored) {
    throw unsupported(
      file,
      `is a zip archive with compressed entries (${name})`,
      'Save it again with torch.save.',
    );
  }
  const header = await bytes.read(offset, LOCAL_HEADER_BYTES, `the header of ${name}`);
  const view = new DataView(header.buffer);
  if (view.getUint32(0, true) !== LOCAL_HEADER) throw damaged(file, `${name} is not where it should be`);
  return offset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

function describeEntry(entry: FileEntry): ZipEntry {
  const { filename: name, offset, compressedSize: packedBytes, uncompressedSize: bytes } = entry;
  const stored = entry.compressionMethod === 0 && !entry.encrypted && packedBytes === bytes;
  return { name, offset, bytes, packedBytes, stored };
}

function checkPlaces(entries: readonly ZipEntry[], { file, size }: FileBytes): void {
  let end = 0;
  for (const { name, offset, packedBytes } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw damaged(file, `its entry ${name} overlaps another`);
    end = offset + LOCAL_HEADER_BYTES + packedBytes;
    if (end > size) throw damaged(file, `its entry ${name} should end at byte ${end} of ${size}`);
  }
}

/** Random access for the zip library. */
class BytesReader extends Reader<FileBytes> {
  constructor(private readonly bytes: FileBytes) {
    super(bytes);
    this.size = bytes.size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const available = Math.max(0, Math.min(length, this.size - index));
    if (available > MAX_DIRECTORY_BYTES)
      throw damaged(this.bytes.file, `its directory claims ${length} bytes`);
    return this.bytes.read(Math.max(index, 0), available, 'the directory of its zip archive');
  }
}
