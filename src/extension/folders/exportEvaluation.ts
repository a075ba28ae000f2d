import * as vscode from 'vscode';
import { evaluationJson, evaluationMarkdown, labelsCsv } from '../../model/dataset/figures/evaluationText';
import {
  htmlReport,
  SHOWN_MISTAKES,
  THUMBNAIL_SIDE,
  type Thumbnail,
} from '../../model/dataset/figures/report/htmlReport';
import type { RunRecord } from '../../shared/datasetProtocol';
import type { EvaluationFormat, EvaluationReport } from '../../shared/evaluation';
import type { Core } from '../app';
import type { Inference } from '../inference';
import { saveNewFile } from '../saveFile';

/** Asks where to, and writes the figures of a run. */
export async function exportEvaluation(
  { judging, inference }: Pick<Core, 'judging' | 'inference'>,
  record: RunRecord,
  format: EvaluationFormat,
): Promise<void> {
  const report = await judging.evaluate(record, new AbortController().signal);
  await saveNewFile({
    title: vscode.l10n.t('Export the Evaluation'),
    name: `xception-evaluation.${format}`,
    extension: format,
    content: async () => Buffer.from(await evaluationText(report, format, inference)),
  });
}

async function evaluationText(
  report: EvaluationReport,
  format: EvaluationFormat,
  inference: Inference,
): Promise<string> {
  switch (format) {
    case 'csv':
      return labelsCsv(report);
    case 'json':
      return evaluationJson(report);
    case 'md':
      return evaluationMarkdown(report);
    case 'html':
      return htmlReport(report, await thumbnailsOf(report, inference));
  }
}

/** Small copies of the mistakes that the report shows; a picture that cannot be read any more is left out. */
async function thumbnailsOf(
  { evaluation }: EvaluationReport,
  inference: Inference,
): Promise<ReadonlyMap<string, Thumbnail>> {
  const thumbnails = new Map<string, Thumbnail>();
  for (const { path: file } of evaluation.mistakes.slice(0, SHOWN_MISTAKES)) {
    const preview = await inference.call('preview', { file, maxSide: THUMBNAIL_SIDE }).catch(() => undefined);
    if (preview) thumbnails.set(file, preview.picture);
  }
  return thumbnails;
}
