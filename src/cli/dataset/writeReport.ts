import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EvaluationReport } from '../../shared/evaluation';
import { XceptionError } from '../../shared/xceptionError';
import { evaluationJson, evaluationMarkdown, labelsCsv } from '../../model/dataset/figures/evaluationText';
import {
  htmlReport,
  SHOWN_MISTAKES,
  THUMBNAIL_SIDE,
  type Thumbnail,
} from '../../model/dataset/figures/report/htmlReport';
import { writeAtomically } from '../../model/export/atomicTarget';
import type { DatasetWork } from './withDataset';

/** Forms of a report, by the ending of its name. */
export const REPORT_FORMATS = ['.html', '.md', '.csv', '.json'] as const;

/** @throws XceptionError `usage` for a name that says no form */
export function checkReport(file: string): void {
  if ((REPORT_FORMATS as readonly string[]).includes(path.extname(file))) return;
  throw new XceptionError('usage', `--report is a file named *${REPORT_FORMATS.join(', *')}, not "${file}".`);
}

/** Writes a report in the form that its name asks for. @throws XceptionError `file-unreadable` */
export async function writeReport(file: string, report: EvaluationReport, work: DatasetWork): Promise<void> {
  work.bar.say('Writing the report …');
  const text = await reportText(path.extname(file), report, work);
  await writeAtomically(file, { folder: false, overwrite: true }, (temporary) => writeFile(temporary, text));
  work.bar.clear();
}

async function reportText(form: string, report: EvaluationReport, work: DatasetWork): Promise<string> {
  if (form === '.md') return evaluationMarkdown(report);
  if (form === '.csv') return labelsCsv(report);
  if (form === '.json') return evaluationJson(report);
  return htmlReport(report, await thumbnails(report, work));
}

/** Small copies of the mistakes that the report shows; one that cannot be made any more is left out. */
async function thumbnails(
  { evaluation }: EvaluationReport,
  { client, signal }: DatasetWork,
): Promise<ReadonlyMap<string, Thumbnail>> {
  const found = new Map<string, Thumbnail>();
  for (const { path: file } of evaluation.mistakes.slice(0, SHOWN_MISTAKES)) {
    const request = { file, maxSide: THUMBNAIL_SIDE };
    const preview = await client.call('preview', request, { signal }).catch((thrown: unknown) => {
      if (signal.aborted) throw thrown;
      return undefined;
    });
    if (preview) found.set(file, preview.picture);
  }
  return found;
}
