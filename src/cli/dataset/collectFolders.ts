import path from 'node:path';
import type { RunRecord } from '../../shared/datasetProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { collect, type CollectRequest } from '../../model/dataset/collect';
import type { CollectProgress } from '../../model/dataset/collectMeter';
import { timeLeft, type ProgressBar } from '../progressBar';
import type { DatasetWork } from './withDataset';

export interface FoldersRequest extends Omit<CollectRequest, 'scan'> {
  /** As their user named them. */
  readonly paths: readonly string[];
}

/**
 * Has the store know what is wished of every picture of some folders, under a line that tells how far it is.
 *
 * @throws XceptionError `file-missing` where there is no picture; what loading the model throws; `cancelled` before the
 * folders were scanned
 */
export async function collectFolders(
  { paths, ...request }: FoldersRequest,
  { client, dataset, bar, signal }: DatasetWork,
): Promise<RunRecord> {
  const roots = paths.map((given) => path.resolve(given));
  const run = await collect(
    { ...request, scan: { roots } },
    {
      inference: client,
      dataset,
      signal,
      onProgress: (progress) => {
        show(progress, request.model.title, bar);
      },
    },
  );
  bar.clear();
  const [note] = run.notes;
  if (run.total === 0) {
    throw new XceptionError(
      note?.error.code ?? 'file-missing',
      note?.error.message ?? 'There is no picture.',
    );
  }
  return run;
}

function show(progress: CollectProgress, model: string, bar: ProgressBar): void {
  const { step, found, total, done, failed, perSecond, millisecondsLeft } = progress;
  if (step === 'loading') bar.say(`Loading ${model} …`);
  else if (step === 'scanning') bar.say(`Looking for pictures: ${found} …`);
  else {
    const failures = failed === 0 ? '' : `, ${failed} failed`;
    const speed =
      perSecond === undefined || millisecondsLeft === undefined
        ? ''
        : `  ${perSecond.toFixed(1)} pictures/s  ${timeLeft(millisecondsLeft / 1000)}`;
    bar.sayCount(done + failed, total, `${done + failed} of ${total} pictures${failures}${speed}`);
  }
}
