import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, stat, truncate, utimes } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../cacheFolder';
import { floatsFrom } from '../dataset/store/floats';
import { bytesOf } from '../export/writeBytes';

/** Raised with every change of what a file holds or of how features are computed. */
const VERSION = 1;
const NAME_BYTES = 32;
const CHECK_BYTES = 8;
const EXTENSION = '.features';
/** All files together; the least recently used go first. */
const MAX_BYTES = 2 ** 30;

/**
 * Features that were computed before, by picture. One file for each backbone, input and preprocessing, to which records of
 * one size are appended: the picture's name (SHA-256 of its content and of how it was changed), the values, and a checksum,
 * so that a record cut off by a kill or a full disk, or two processes at once, spoil nothing.
 */
export class FeatureCache {
  private constructor(
    private readonly file: string,
    private readonly size: number,
    private readonly known: Map<string, Float32Array>,
  ) {}

  /**
   * Opens the features of one backbone, all of them in memory; none where there are none or they cannot be read.
   *
   * @param key - tells backbone, input and preprocessing from all others
   * @param size - numbers per picture
   */
  static async open(key: readonly string[], size: number): Promise<FeatureCache> {
    const folder = path.join(cacheFolder(), 'features');
    const name = createHash('sha256')
      .update([VERSION, size, ...key].join('\n'))
      .digest('hex');
    const file = path.join(folder, `${name}${EXTENSION}`);
    const bytes = await readFile(file).catch(() => undefined);
    const known = new Map<string, Float32Array>();
    const length = recordLength(size);
    for (let at = 0; bytes && at + length <= bytes.length; at += length) {
      const record = readRecord(bytes.subarray(at, at + length));
      if (record) known.set(record.name, record.values);
    }
    if (bytes) {
      const now = new Date();
      await utimes(file, now, now).catch(() => undefined);
      // What comes after a record that was cut off would be out of step.
      const whole = bytes.length - (bytes.length % length);
      if (whole < bytes.length) await truncate(file, whole).catch(() => undefined);
    }
    return new FeatureCache(file, size, known);
  }

  /** @param name - see {@link featureName} */
  get(name: string): Float32Array | undefined {
    return this.known.get(name);
  }

  /** Keeps features. A disk that does not take them costs time later and is no failure. */
  async add(found: readonly { readonly name: string; readonly values: Float32Array }[]): Promise<void> {
    for (const { name, values } of found) {
      if (values.length === this.size) this.known.set(name, values);
    }
    const records = found.map(({ name, values }) => writeRecord(name, values));
    try {
      await mkdir(path.dirname(this.file), { recursive: true });
      await appendFile(this.file, Buffer.concat(records));
    } catch {
      // See above.
    }
  }

  /** Removes the least recently used files until the rest is small enough, never this one. */
  async prune(maxBytes: number = MAX_BYTES): Promise<void> {
    const folder = path.dirname(this.file);
    const names = (await readdir(folder).catch((): string[] => [])).filter((name) =>
      name.endsWith(EXTENSION),
    );
    const files = await Promise.all(
      names.map(async (name) => {
        const info = await stat(path.join(folder, name)).catch(() => undefined);
        return { file: path.join(folder, name), size: info?.size ?? 0, used: info?.mtimeMs ?? 0 };
      }),
    );
    let bytes = 0;
    for (const { file, size } of files.sort((a, b) => b.used - a.used)) {
      bytes += size;
      if (bytes > maxBytes && file !== this.file) await rm(file, { force: true }).catch(() => undefined);
    }
  }
}

/**
 * A picture's name in the cache.
 *
 * @param content - SHA-256 of the file
 * @param change - how it was changed, in any words that say it exactly; empty where it was not
 */
export function featureName(content: string, change: string): string {
  return createHash('sha256').update(`${content}\n${change}`).digest('hex');
}

function recordLength(size: number): number {
  return NAME_BYTES + 4 * size + CHECK_BYTES;
}

function readRecord(
  record: Uint8Array,
): { readonly name: string; readonly values: Float32Array } | undefined {
  const body = record.subarray(0, record.length - CHECK_BYTES);
  if (!checksum(body).equals(record.subarray(body.length))) return undefined;
  const name = Buffer.from(body.subarray(0, NAME_BYTES)).toString('hex');
  return { name, values: floatsFrom(body.subarray(NAME_BYTES)) };
}

function writeRecord(name: string, values: Float32Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'hex'), bytesOf(values)]);
  return Buffer.concat([body, checksum(body)]);
}

function checksum(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, CHECK_BYTES);
}
