import { open, type FileHandle } from 'node:fs/promises';

/** Writes all bytes where the file stands; one call may take fewer. */
export async function writeBytes(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done);
    done += bytesWritten;
  }
}

/** Writes a new file piece by piece and closes it, whatever comes of it. */
export async function writePieces(
  target: string,
  write: (put: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const handle = await open(target, 'wx');
  try {
    await write((bytes) => writeBytes(handle, bytes));
  } finally {
    await handle.close();
  }
}

/** A tensor's bytes, which are little-endian on every machine that TensorFlow runs on. */
export function bytesOf(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
