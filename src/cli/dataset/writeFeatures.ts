import { writeFile } from 'node:fs/promises';
import { csvLine } from '../../shared/csvLine';
import type { FeaturesPiece, FeaturesSummary } from '../../shared/datasetProtocol';
import { writeAtomically } from '../../model/export/atomicTarget';
import { NpyWriter } from './npyWriter';
import { shownPath } from './shownPath';
import type { DatasetWork } from './withDataset';

/** Numbers with all digits that a float32 has. */
const DIGITS = 9;

/** Where the pictures of a matrix are named, row by row. */
export function namesFile(matrix: string): string {
  return matrix.replace(/\.npy$/i, '.csv');
}

/**
 * Writes a run's features as a NumPy matrix, and beside it whose row is whose. Under their names there are whole files or
 * what was there before.
 *
 * @throws XceptionError `file-unreadable` when the disk does not take it; `cancelled`
 */
export async function writeNpy(
  run: number,
  file: string,
  { dataset, signal }: Pick<DatasetWork, 'dataset' | 'signal'>,
): Promise<FeaturesSummary> {
  const replace = { folder: false, overwrite: true };
  const names: string[] = [csvLine(['row', 'file', 'label', 'split', 'sha256'])];
  const summary = await writeAtomically(file, replace, async (temporary) => {
    let writer: NpyWriter | undefined;
    try {
      const found = await inPieces({ dataset, signal }, run, async ({ pictures, values }) => {
        writer ??= await NpyWriter.create(temporary, values.length / pictures.length);
        await writer.write(values);
        for (const { path, label, split, hash } of pictures) {
          names.push(csvLine([names.length - 1, shownPath(path), label, split, hash]));
        }
      });
      await writer?.end();
      writer = undefined;
      return found;
    } finally {
      await writer?.close();
    }
  });
  await writeAtomically(namesFile(file), replace, (temporary) =>
    writeFile(temporary, `${names.join('\n')}\n`),
  );
  return summary;
}

/** Features as lines of CSV, piece by piece: `file`, `label`, then a number per channel. */
export async function featureLines(
  run: number,
  { dataset, signal }: Pick<DatasetWork, 'dataset' | 'signal'>,
  write: (text: string) => void | Promise<void>,
): Promise<FeaturesSummary> {
  let begun = false;
  return inPieces({ dataset, signal }, run, async ({ pictures, values }) => {
    const size = values.length / pictures.length;
    const lines = pictures.map(({ path, label }, row) => {
      const numbers = Array.from(values.subarray(row * size, (row + 1) * size), (value) =>
        Number(value.toPrecision(DIGITS)),
      );
      return csvLine([shownPath(path), label, ...numbers]);
    });
    if (!begun)
      lines.unshift(csvLine(['file', 'label', ...Array.from({ length: size }, (_, at) => `f${at}`)]));
    begun = true;
    await write(`${lines.join('\n')}\n`);
  });
}

/** One piece after the other, in their order. */
async function inPieces(
  { dataset, signal }: Pick<DatasetWork, 'dataset' | 'signal'>,
  run: number,
  take: (piece: FeaturesPiece) => Promise<void>,
): Promise<FeaturesSummary> {
  let taken = Promise.resolve();
  const summary = await dataset.call(
    'features',
    { run },
    {
      signal,
      onProgress: (piece) => {
        taken = taken.then(() => take(piece));
        // Whoever awaits it meets the failure.
        taken.catch(() => undefined);
      },
    },
  );
  await taken;
  return summary;
}
