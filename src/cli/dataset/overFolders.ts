import type { RunRecord } from '../../shared/datasetProtocol';
import type { CliContext } from '../cliContext';
import { INTERRUPTED } from '../interrupt';
import { collectFolders, type FoldersRequest } from './collectFolders';
import { failureText } from './failureText';
import type { DatasetWork } from './withDataset';

/**
 * {@link collectFolders}, then what failed on stderr, then the command's own answer, unless the run was interrupted.
 *
 * @returns the exit code: 1 also where some pictures failed and the others have their answer
 * @throws XceptionError as {@link collectFolders}; what the answer throws
 */
export async function overFolders(
  request: FoldersRequest,
  work: DatasetWork,
  { stderr }: Pick<CliContext, 'stderr'>,
  answer: (run: RunRecord) => Promise<void>,
): Promise<number> {
  const run = await collectFolders(request, work);
  stderr.write(await failureText(run, work));
  if (work.signal.aborted) return INTERRUPTED;
  await answer(run);
  return run.failed === 0 && run.notes.length === 0 ? 0 : 1;
}
