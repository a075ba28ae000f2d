import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { kerasArchive } from './keras/kerasArchive';
import { kerasHdf5 } from './keras/kerasHdf5';
import { safetensors } from './safetensors/safetensorsFormat';
import { savedModel } from './savedModel/savedModelFormat';
import { tfjs } from './tfjs/tfjsFormat';
import { torchLegacy } from './torch/torchLegacyFormat';
import { torchZip } from './torch/torchZipFormat';
import { HEAD_BYTES, type WeightsFormat } from './weightsFormat';

/** The kinds of weights files that can be opened, asked in this order. A new one is one more line. */
export const WEIGHTS_FORMATS: readonly WeightsFormat[] = [
  // Knows its own by the first entry, while Keras' archive must read the directory, which a damaged file lacks.
  torchZip,
  kerasArchive,
  kerasHdf5,
  safetensors,
  tfjs,
  savedModel,
  torchLegacy,
];

/**
 * The kind of a weights file, judged by its content.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`; `model-unsupported` with a list of what can be opened
 */
export async function detectFormat(file: string): Promise<WeightsFormat> {
  const head = await readHead(file);
  for (const format of WEIGHTS_FORMATS) {
    if (await format.match(head, file)) return format;
  }
  const known = WEIGHTS_FORMATS.map(({ title }) => title).join(', ');
  const what =
    head.length === 0
      ? 'is empty, or a folder without a model'
      : 'is of no kind of model file that is known here';
  throw new XceptionError(
    'model-unsupported',
    `${path.basename(file)} ${what}. Models can be opened from: ${known}.`,
  );
}

/** A folder has no bytes; a format may know it by what it holds. */
async function readHead(file: string): Promise<Uint8Array> {
  try {
    if ((await stat(file)).isDirectory()) return new Uint8Array(0);
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new XceptionError(
      missing ? 'file-missing' : 'file-unreadable',
      missing ? `There is no file ${file}.` : `${file} cannot be read: ${reason}.`,
      { cause: thrown },
    );
  }
}
