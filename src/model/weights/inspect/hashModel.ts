import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';

export interface ModelHash {
  /** See {@link WeightsInspection.sha256}. */
  readonly sha256: string;
  readonly bytes: number;
  /** Names relative to the model's folder, sorted; absent for a model of one file. */
  readonly files?: readonly string[];
}

const CHUNK = 2 ** 20;

/**
 * SHA-256 and size of a model's files, read piece by piece.
 *
 * @param files - one path, or several in one folder and below
 */
export async function hashModel(files: readonly string[]): Promise<ModelHash> {
  const [first = '', ...others] = files;
  if (others.length === 0) return hashFile(first);
  // Some formats know their files by their real paths, others by the paths they were asked for.
  const real = await Promise.all([...new Set(files)].map((file) => realpath(file)));
  const folder = real.map((file) => path.dirname(file)).reduce(commonFolder);
  const named = [...new Set(real)]
    .map((file) => ({ file, name: path.relative(folder, file).replaceAll(path.sep, '/') }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const list = createHash('sha256');
  let total = 0;
  for (const { file, name } of named) {
    const { sha256, bytes } = await hashFile(file);
    list.update(`${sha256}  ${name}\n`);
    total += bytes;
  }
  return { sha256: list.digest('hex'), bytes: total, files: named.map(({ name }) => name) };
}

async function hashFile(file: string): Promise<ModelHash> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

function commonFolder(a: string, b: string): string {
  const parts = b.split(path.sep);
  const differs = a.split(path.sep).findIndex((part, index) => part !== parts[index]);
  return differs < 0 ? a : parts.slice(0, differs).join(path.sep);
}
