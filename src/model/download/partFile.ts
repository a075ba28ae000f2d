import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { FileOrder } from './fileOrder';

/** What has arrived of a file so far. */
export interface Part {
  readonly size: number;
  /** By which the server knows whether its file is still the same; absent where going on is out of the question. */
  readonly validator?: string;
}

/** Where the bytes lie until they are whole and checked. */
export function partPath({ file }: Pick<FileOrder, 'file'>): string {
  return `${file}.part`;
}

/** What must be known to go on: the address and the server's validator (its ETag, else its time of change). */
export function partNotePath({ file }: Pick<FileOrder, 'file'>): string {
  return `${file}.part.json`;
}

/** What an earlier try has left, if it is of the same address; an empty part otherwise. */
export async function readPart(order: FileOrder): Promise<Part> {
  const info = await stat(partPath(order)).catch(() => undefined);
  if (!info) return { size: 0 };
  try {
    const note = JSON.parse(await readFile(partNotePath(order), 'utf8')) as Record<string, unknown>;
    const { address, validator } = note;
    if (address !== order.address || typeof validator !== 'string') return { size: 0 };
    return { size: info.size, validator };
  } catch {
    return { size: 0 };
  }
}

/** Notes what a part belongs to, before its first byte. */
export async function notePart(order: FileOrder, validator: string | undefined): Promise<void> {
  await writeFile(partNotePath(order), JSON.stringify({ address: order.address, validator }));
}

export async function removePart(order: Pick<FileOrder, 'file'>): Promise<void> {
  await rm(partPath(order), { force: true });
  await rm(partNotePath(order), { force: true });
}
