import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import { damaged } from './modelErrors';

/** Longest piece that is read at once. The largest tensor of an Xception has 60 MB; this much only a forged file asks for. */
export const MAX_PIECE_BYTES = 2 ** 30;

/** An open file of which pieces are read by their place, each checked against the file's end before memory is taken for it. */
export class FileBytes {
  private constructor(
    /** As it was opened. */
    readonly file: string,
    private readonly handle: FileHandle,
    readonly size: number,
  ) {}

  /** @throws XceptionError `file-missing`, `file-unreadable` */
  static async open(file: string): Promise<FileBytes> {
    try {
      const handle = await open(file, 'r');
      const info = await handle.stat();
      if (info.isFile()) return new FileBytes(file, handle, info.size);
      await handle.close();
    } catch (thrown) {
      const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw missing
        ? new XceptionError('file-missing', `There is no file ${file}.`, { cause: thrown })
        : new XceptionError('file-unreadable', `${file} cannot be read: ${reason}.`, { cause: thrown });
    }
    throw new XceptionError('file-unreadable', `${file} is no file.`);
  }

  /**
   * Opens one of several files that a model is made of.
   *
   * @param model - the file or folder that the user chose
   * @throws XceptionError `model-unreadable`
   */
  static async openPart(file: string, model: string): Promise<FileBytes> {
    return FileBytes.open(file).catch((thrown: unknown) => {
      throw damaged(model, `its file ${path.basename(file)} cannot be read`, thrown);
    });
  }

  /**
   * Exactly these bytes, in memory of their own.
   *
   * @param what - what they are, for the error: `the tensor conv1.weight`
   * @throws XceptionError `model-unreadable` when the file does not have them all
   */
  async read(offset: number, length: number, what: string): Promise<Uint8Array<ArrayBuffer>> {
    const sound = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
    if (!sound || offset + length > this.size) {
      throw damaged(this.file, `${what} should end at byte ${offset + length} of ${this.size}`);
    }
    if (length > MAX_PIECE_BYTES) throw damaged(this.file, `${what} claims ${length} bytes`);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) throw damaged(this.file, `${what} is cut off`);
      filled += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
