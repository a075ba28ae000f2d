import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliDecompress } from 'node:zlib';
import { XceptionError } from '../../shared/xceptionError';
import { withFileLock } from './fileLock';

/** `packed.json` of a folder with compressed native libraries; `scripts/package/packNative.mjs` writes it. */
export interface PackedNative {
  /** Name of the folder that the cache gets where the extension's own cannot be written. */
  readonly name: string;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/** Errors of a folder that others (an administrator, a read-only image) own. */
const NOT_OURS = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * Unpacks the native libraries that an installed extension brings compressed, once, into the first folder that takes
 * them. The folder appears whole, by a rename; processes that start at once wait for the one that unpacks.
 *
 * @param packed - folder with `packed.json` and `NAME.br` for each file
 * @param choices - gives the folders to try, by the name in the manifest; one that exists is taken as it is
 * @returns the folder; undefined where nothing is packed there
 * @throws XceptionError `native-missing` where the disk is full, a packed file is damaged, or no folder can be written
 */
export async function unpackNative(
  packed: string,
  choices: (name: string) => readonly string[],
): Promise<string | undefined> {
  const file = path.join(packed, 'packed.json');
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(await readFile(file, 'utf8')) as PackedNative;
  const folders = choices(manifest.name);
  const there = folders.find(existsSync);
  if (there !== undefined) return there;
  let refused: unknown;
  for (const folder of folders) {
    try {
      await mkdir(path.dirname(folder), { recursive: true });
      await withFileLock(beside(folder, '.lock'), async () => {
        if (!existsSync(folder)) await unpackInto(packed, manifest, folder);
      });
      return folder;
    } catch (thrown) {
      if (!NOT_OURS.has((thrown as NodeJS.ErrnoException).code ?? '')) throw told(thrown, folder, manifest);
      refused = thrown;
    }
  }
  throw told(refused, folders.join(' and '), manifest);
}

async function unpackInto(packed: string, manifest: PackedNative, folder: string): Promise<void> {
  const staging = beside(folder, '.partial');
  // Whoever was killed here before held the lock that is ours now.
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging);
  try {
    for (const [name, facts] of Object.entries(manifest.files)) {
      const hash = createHash('sha256');
      const target = path.join(staging, name);
      await pipeline(
        createReadStream(path.join(packed, `${name}.br`)),
        createBrotliDecompress({ params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } }),
        bounded(name, facts.bytes, (chunk) => hash.update(chunk)),
        createWriteStream(target),
      );
      if (hash.digest('hex') !== facts.sha256) throw damaged(name);
      await chmod(target, 0o755);
    }
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Passes on what it is given, as long as that is not more than the manifest says. */
function bounded(name: string, bytes: number, see: (chunk: Buffer) => void): Transform {
  let seen = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      seen += chunk.length;
      if (seen > bytes) {
        done(damaged(name));
        return;
      }
      see(chunk);
      done(null, chunk);
    },
  });
}

/** A name beside the folder that a listing of finished folders passes over. */
function beside(folder: string, suffix: string): string {
  return path.join(path.dirname(folder), `.${path.basename(folder)}${suffix}`);
}

function damaged(name: string): XceptionError {
  return new XceptionError(
    'native-missing',
    `The packed native library ${name} is damaged. Install the extension again.`,
  );
}

function told(thrown: unknown, folder: string, { files }: PackedNative): XceptionError {
  if (thrown instanceof XceptionError) return thrown;
  const { code = '', message } = thrown as NodeJS.ErrnoException;
  if (code.startsWith('ERR_') || code.startsWith('Z_')) return damaged(Object.keys(files).join(', '));
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  const remedy =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? `Free ${Math.ceil(bytes / 1e6)} MB there, and try again.`
      : 'Make it writable, or name a folder that has TensorFlow in XCEPTION_NATIVE.';
  return new XceptionError(
    'native-missing',
    `TensorFlow could not be unpacked into ${folder}: ${message}. ${remedy}`,
    { cause: thrown },
  );
}
