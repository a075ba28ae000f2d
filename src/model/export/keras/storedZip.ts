import type { FileHandle } from 'node:fs/promises';
import { configure, TextReader, Writer, ZipWriter } from '@zip.js/zip.js';
import { writePieces } from '../writeBytes';

/** What goes into an archive: a text, or what an open file holds. */
export type ZipContent = { readonly name: string } & (
  { readonly text: string } | { readonly file: FileHandle }
);

const BLOCK = 4 * 2 ** 20;

configure({ useWebWorkers: false });

/** Writes a zip archive whose entries are not compressed, piece by piece. */
export async function writeStoredZip(target: string, contents: readonly ZipContent[]): Promise<void> {
  await writePieces(target, async (put) => {
    const zip = new ZipWriter(new PieceWriter(put), {
      level: 0,
      keepOrder: true,
      extendedTimestamp: false,
    });
    for (const content of contents) {
      if ('text' in content) await zip.add(content.name, new TextReader(content.text));
      else await zip.add(content.name, blocksOf(content.file));
    }
    await zip.close();
  });
}

function blocksOf(file: FileHandle): ReadableStream<Uint8Array> {
  let position = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { bytesRead, buffer } = await file.read(new Uint8Array(BLOCK), 0, BLOCK, position);
        position += bytesRead;
        if (bytesRead === 0) controller.close();
        else controller.enqueue(buffer.subarray(0, bytesRead));
      },
    },
    { highWaterMark: 1 },
  );
}

/** An open file for the zip library, which goes back to fill in sizes only where it is told to. */
class PieceWriter extends Writer<undefined> {
  constructor(private readonly put: (bytes: Uint8Array) => Promise<void>) {
    super();
  }

  override async writeUint8Array(bytes: Uint8Array): Promise<void> {
    await this.put(bytes);
  }

  override getData(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
