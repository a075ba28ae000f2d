import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';

export interface TargetOptions {
  /** Whether the result is a folder. */
  readonly folder: boolean;
  /** Whether what is there may be replaced. */
  readonly overwrite: boolean;
}

/**
 * Writes a file or folder under a temporary name beside it and gives it its own at the end: under that name there is the
 * whole result, or what was there before.
 *
 * @throws XceptionError `usage` when something is there that may not be replaced; `file-unreadable` when the disk does not
 * take it
 */
export async function writeAtomically<T>(
  target: string,
  options: TargetOptions,
  write: (temporary: string) => Promise<T>,
): Promise<T> {
  await checkTarget(target, options);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.part`);
  try {
    await mkdir(path.dirname(target), { recursive: true });
    if (options.folder) await mkdir(temporary);
    const result = await write(temporary);
    await replace(target, temporary);
    return result;
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw isSystemError(thrown) ? unwritable(target, thrown) : thrown;
  }
}

/**
 * Whether a result may be put there.
 *
 * @throws XceptionError `usage` with what is in the way
 */
export async function checkTarget(target: string, { folder, overwrite }: TargetOptions): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (!there) {
    const link = await lstat(target).catch(() => undefined);
    if (!link || overwrite) return;
    throw new XceptionError(
      'usage',
      `${target} exists already, a link to nowhere. Choose another name, or add --force.`,
    );
  }
  if (there.isDirectory() !== folder) {
    const [is, be] = there.isDirectory() ? ['folder', 'file'] : ['file', 'folder'];
    throw new XceptionError('usage', `${target} is a ${is}, and the format is a ${be}. Choose another name.`);
  }
  if (overwrite) return;
  throw new XceptionError(
    'usage',
    `${target} exists already. Choose another name, or add --force to replace it.`,
  );
}

/** A folder cannot be renamed onto one that holds something: what is there steps aside first. */
async function replace(target: string, temporary: string): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (!there?.isDirectory()) {
    await rename(temporary, target);
    return;
  }
  const aside = `${temporary}.old`;
  await rename(target, aside);
  try {
    await rename(temporary, target);
  } catch (thrown) {
    await rename(aside, target);
    throw thrown;
  }
  await rm(aside, { recursive: true, force: true });
}

function isSystemError(thrown: unknown): boolean {
  return (thrown as NodeJS.ErrnoException).syscall !== undefined;
}

function unwritable(target: string, cause: unknown): XceptionError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason = code === 'ENOSPC' ? 'the disk is full' : message;
  return new XceptionError('file-unreadable', `${target} could not be written: ${reason}.`, { cause });
}
