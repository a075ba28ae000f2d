import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { writeBytes } from '../writeBytes';

/** The converter's own size: browsers keep files up to it in their cache. */
export const SHARD_BYTES = 4 * 2 ** 20;

/** Cuts a run of bytes into files `group1-shard1of21.bin`, … */
export class ShardWriter {
  readonly names: readonly string[];
  private written = 0;
  private index = -1;
  private handle: FileHandle | undefined;

  constructor(
    private readonly folder: string,
    totalBytes: number,
  ) {
    const count = Math.max(1, Math.ceil(totalBytes / SHARD_BYTES));
    this.names = Array.from({ length: count }, (_, index) => `group1-shard${index + 1}of${count}.bin`);
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const place = this.written % SHARD_BYTES;
      if (place === 0) await this.next();
      const piece = bytes.subarray(done, done + SHARD_BYTES - place);
      if (this.handle) await writeBytes(this.handle, piece);
      done += piece.length;
      this.written += piece.length;
    }
  }

  async close(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
  }

  private async next(): Promise<void> {
    await this.close();
    this.index++;
    this.handle = await open(path.join(this.folder, this.names[this.index] ?? ''), 'wx');
  }
}
