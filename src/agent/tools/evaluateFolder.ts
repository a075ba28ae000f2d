import * as z from 'zod/mini';
import { evaluate } from '../../model/dataset/figures/evaluate';
import { evaluationMarkdown } from '../../model/dataset/figures/evaluationText';
import { judgeOptions } from '../../model/dataset/figures/judge';
import { mapLabels } from '../../model/dataset/figures/mapLabels';
import { folderLabel, hasSplits } from '../../model/dataset/labels/folderLabel';
import { isFailure, type ModelRecord } from '../../shared/classification';
import type { EvaluationReport, LabelledPicture } from '../../shared/evaluation';
import { XceptionError } from '../../shared/xceptionError';
import { defineTool } from '../agentTool';
import { classifyFound, MOST_PICTURES } from '../classifyFound';
import { model } from '../inputs';
import { modelData } from './classifyImages';

/** Classes of each picture that are judged: several may stand for one label. */
const TOP = 20;

export const evaluateFolder = defineTool({
  name: 'evaluate_folder',
  title: 'Evaluate a model on a folder',
  about: `Tells how good an Xception network is on labelled pictures: accuracy, precision, recall and F1 of each label, calibration, and the most confident mistakes. The folders in the given one are the labels (beneath train, val and test the folders in those). Takes ${MOST_PICTURES} pictures at most; the command line's "xception eval" takes any number, and writes reports.`,
  input: z.object({
    path: z.string().check(z.describe('A folder with a folder of pictures for each label')),
    model,
  }),
  readsFiles: true,
  async run({ path: folder, model: name }, context) {
    const { record, results, leftOut } = await classifyFound([folder], { model: name, top: TOP }, context);
    const root = context.files.shown(await context.files.resolve(folder));
    const relatives = results.map(({ file }) => within(root, file));
    const split = hasSplits(relatives);
    const pictures = results.flatMap((result, index): readonly LabelledPicture[] => {
      if (isFailure(result)) return [];
      return [{ path: result.file, topK: result.predictions, ...folderLabel(relatives[index] ?? '', split) }];
    });
    const report = judged(pictures, record, {
      source: root,
      withoutAnswer: results.length - pictures.length,
    });
    const { pictures: count, top1, top5, labels, macro, calibration, mistakes } = report.evaluation;
    return {
      text: `${evaluationMarkdown(report)}${leftOut > 0 ? `\n${leftOut} more pictures were left out.\n` : ''}`,
      data: {
        model: modelData(record),
        ...{ pictures: count, withoutAnswer: report.withoutAnswer, leftOut, top1, top5, labels, macro },
        expectedCalibrationError: calibration.expectedError,
        mistakes,
      },
    };
  },
});

/** @throws XceptionError `usage` where no picture has a label that stands for a class */
function judged(
  pictures: readonly LabelledPicture[],
  record: ModelRecord,
  { source, withoutAnswer }: Pick<EvaluationReport, 'source' | 'withoutAnswer'>,
): EvaluationReport {
  const { title, weights, network, labels: classes, synsets } = record;
  const named = pictures.flatMap(({ label }) => label ?? []);
  const mapping = mapLabels(named, { labels: classes, ...(synsets && { synsets }) });
  if (!mapping.some(({ classes: found }) => found.length > 0)) {
    const names = mapping.slice(0, 5).map(({ label }) => `"${label}"`);
    throw new XceptionError(
      'usage',
      `There is nothing to judge in ${source}: ${
        names.length === 0
          ? 'no picture lies in a folder of its label'
          : `no folder's name is a class of the model (${names.join(', ')})`
      }. Its classes are ${classes.slice(0, 10).join(', ')}${classes.length > 10 ? ', …' : ''}.`,
    );
  }
  return {
    ...{ source, classes, mapping, withoutAnswer, model: { title, weights, network } },
    evaluation: evaluate(pictures, judgeOptions(record, mapping)),
  };
}

/** A file's path from a folder, with `/`. */
function within(folder: string, file: string): string {
  const path = file.replaceAll('\\', '/');
  const start = folder === '.' ? '' : `${folder.replaceAll('\\', '/')}/`;
  return path.startsWith(start) ? path.slice(start.length) : path;
}
