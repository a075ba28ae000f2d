import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JudgedPicture, JudgedSummary, LabelSource, RunRecord } from '../../shared/datasetProtocol';
import type { EvaluationReport } from '../../shared/evaluation';
import { XceptionError } from '../../shared/xceptionError';
import { evaluate } from '../../model/dataset/figures/evaluate';
import { evaluationJson } from '../../model/dataset/figures/evaluationText';
import { judgeOptions } from '../../model/dataset/figures/judge';
import { mapLabels, type MappingEdits } from '../../model/dataset/figures/mapLabels';
import { parseMappingCsv } from '../../model/dataset/figures/mappingCsv';
import { fileError } from '../../model/image/readImageFile';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { evaluationTable } from '../dataset/evaluationTable';
import { overFolders } from '../dataset/overFolders';
import { shownPath } from '../dataset/shownPath';
import { storeOption, withDataset, type DatasetWork } from '../dataset/withDataset';
import { checkReport, REPORT_FORMATS, writeReport } from '../dataset/writeReport';
import { modelOptions } from '../onePicture';

/** Labels that a message names. */
const TOLD_LABELS = 5;

export const evalCommand = defineCommand({
  name: 'eval',
  about: 'how good a model is on labelled pictures: accuracy, confusion, calibration',
  operands: 'DIR…',
  options: {
    labels: { type: 'string', value: 'FILE', about: 'labels by picture, instead of the names of folders' },
    map: { type: 'string', value: 'FILE', about: 'CSV of label and class, where they have other names' },
    report: {
      type: 'string',
      value: 'FILE',
      about: `a report; its format by its name: ${REPORT_FORMATS.join(', ')}`,
    },
    ...modelOptions,
    ...storeOption,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    "A picture's label is the folder beneath DIR that it lies in; beneath train, val and test the one after. --labels FILE has a picture's path and its label in each line (CSV, TSV, or separated by the last space).",
    'Labels are found among the classes by name, by WordNet number, then without regard to case, blanks and plural. What found none is said and not counted; --map FILE says which class a label stands for.',
    'Answers are kept: pictures that stay what they are, are not run again.',
  ],
  examples: [
    'eval photographs/ --report report.html',
    'eval photographs/ --labels labels.csv --map classes.csv --model imagenet --json',
  ],
  async run(values, paths, context) {
    if (paths.length === 0)
      throw new XceptionError('usage', 'Say which folder: its pictures lie in folders of their labels.');
    const { report: out, labels: labelFile } = values;
    if (out !== undefined) checkReport(out);
    const model = chooseModel(values, context.env);
    const labels: LabelSource =
      labelFile === undefined ? { kind: 'folders' } : { kind: 'file', path: path.resolve(labelFile) };
    const request = { paths, model, labels, wishes: { topK: 5, probabilities: true } };
    return withDataset(context, values.store, (work) =>
      overFolders(request, work, context, async (run) => {
        const report = await judgeRun(run, paths.join(', '), values.map, work);
        if (out !== undefined) await writeReport(out, report, work);
        if (values.json === true) context.stdout.write(evaluationJson(report));
        else context.stdout.write(evaluationTable(report, out));
      }),
    );
  },
});

/** @throws XceptionError `usage` where no picture has a label that stands for a class; what reading the mapping throws */
async function judgeRun(
  { run, failed }: RunRecord,
  source: string,
  mapFile: string | undefined,
  { dataset, signal }: DatasetWork,
): Promise<EvaluationReport> {
  const pictures: JudgedPicture[] = [];
  const { model, without }: JudgedSummary = await dataset.call(
    'judged',
    { run },
    {
      signal,
      onProgress: (piece) => {
        pictures.push(...piece.map((picture) => ({ ...picture, path: shownPath(picture.path) })));
      },
    },
  );
  const classes = { labels: model.labels, ...(model.synsets && { synsets: model.synsets }) };
  const edits = mapFile === undefined ? undefined : await readMapping(mapFile, classes);
  const labels = pictures.flatMap(({ label }) => label ?? []);
  const mapping = mapLabels(labels, classes, edits);
  if (!mapping.some(({ classes: found }) => found.length > 0))
    throw nothingToJudge(mapping, pictures.length, failed);
  return {
    source,
    model: { title: model.title, weights: model.weights, network: model.network },
    classes: model.labels,
    mapping,
    withoutAnswer: without,
    evaluation: evaluate(pictures, judgeOptions(model, mapping)),
  };
}

async function readMapping(
  file: string,
  classes: Parameters<typeof parseMappingCsv>[1],
): Promise<MappingEdits> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    throw fileError(file, thrown);
  }
  return parseMappingCsv(text, classes, file);
}

function nothingToJudge(
  mapping: EvaluationReport['mapping'],
  answered: number,
  failed: number,
): XceptionError {
  if (answered === 0) {
    const why = `None of the pictures has an answer: ${failed} failed. There is nothing to judge.`;
    return new XceptionError('image-unreadable', why);
  }
  if (mapping.length === 0) {
    const what = 'There is nothing to judge: no picture has a label.';
    return new XceptionError('usage', `${what} Put them into folders of their labels, or add --labels FILE.`);
  }
  const names = mapping.slice(0, TOLD_LABELS).map(({ label }) => `"${label}"`);
  if (mapping.length > TOLD_LABELS) names.push('…');
  return new XceptionError(
    'model-mismatch',
    `There is nothing to judge: no label stands for a class of the model (${names.join(', ')}). Say which with --map FILE: a line "label,class" for each.`,
  );
}
