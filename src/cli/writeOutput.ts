import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../shared/xceptionError';

/** Writes a file that an option names. @throws XceptionError `file-unreadable` when it cannot be written */
export async function writeOutput(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (thrown) {
    throw unwritable(file, thrown);
  }
}

/** {@link writeOutput} into a folder, which is made if need be. */
export async function writeOutputIn(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
  } catch (thrown) {
    throw unwritable(file, thrown);
  }
  await writeOutput(file, bytes);
  return file;
}

function unwritable(file: string, thrown: unknown): XceptionError {
  const { message } = XceptionError.from(thrown);
  return new XceptionError('file-unreadable', `${file} could not be written: ${message}`, { cause: thrown });
}
