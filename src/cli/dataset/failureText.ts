import { isFailure } from '../../shared/classification';
import type { RunRecord } from '../../shared/datasetProtocol';
import type { DatasetWork } from './withDataset';

/** Failures that are told one by one. */
const TOLD = 10;

/** What to say of a run's pictures that failed, and of paths that led to none: for stderr, each line with its break. */
export async function failureText(
  { run, failed, reasons, notes }: RunRecord,
  { dataset }: Pick<DatasetWork, 'dataset'>,
): Promise<string> {
  const messages = notes.map(({ error }) => error.message);
  if (failed > 0) {
    const { pictures } = await dataset.call('pictures', { run, only: 'failed', count: TOLD });
    for (const { result } of pictures) if (result && isFailure(result)) messages.push(result.error.message);
    const counts = reasons.map(({ code, count }) => `${count} ${code}`).join(', ');
    if (failed > pictures.length) messages.push(`… and ${failed - pictures.length} more`);
    messages.push(`${failed} of the pictures failed: ${counts}.`);
  }
  return messages.map((message) => `${message}\n`).join('');
}
