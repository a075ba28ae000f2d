import { stat, writeFile } from 'node:fs/promises';
import { writeAtomically } from '../export/atomicTarget';
import type { ExportedModel } from '../export/exportFormat';
import { writeKerasArchive } from '../export/keras/writeKerasArchive';
import { backendInfo } from '../runtime/nativeTensorflow';
import { cardText, trainingCard, type UnwrittenReport } from './trainingCard';
import type { TrainTools } from './trainModel';

/**
 * Writes a trained model and its card. Under either name there is the whole thing, or what was there before.
 *
 * @returns the model's size in bytes
 */
export async function writeTrained(
  model: ExportedModel,
  report: UnwrittenReport,
  overwrite: boolean,
  { emit, signal, version }: Pick<TrainTools, 'emit' | 'signal' | 'version'>,
): Promise<number> {
  const made = { product: `xception ${version}`, tensorflow: backendInfo().version, date: new Date() };
  const training = trainingCard(report, made);
  const totalBytes = 4 * model.record.params;
  await writeAtomically(report.out, { folder: false, overwrite }, (temporary) =>
    writeKerasArchive({ ...model, training }, temporary, {
      checkpoint: async (doneBytes) => {
        emit({ kind: 'writing', share: Math.min(1, doneBytes / totalBytes) });
        await new Promise(setImmediate);
        signal.throwIfAborted();
      },
    }),
  );
  await writeAtomically(report.card, { folder: false, overwrite: true }, (temporary) =>
    writeFile(temporary, cardText(report, training)),
  );
  return (await stat(report.out)).size;
}
