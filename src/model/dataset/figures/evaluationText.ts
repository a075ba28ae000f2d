import { csvLine } from '../../../shared/csvLine';
import type { EvaluationReport, Judged, LabelFigures, Rates } from '../../../shared/evaluation';
import { escapeMarkdown, markdownTable, type MarkdownColumn } from '../../../shared/markdownTable';
import { isRight } from './confidence';

/** Mistakes that a text lists. */
const LISTED_MISTAKES = 20;

/** A line per label with its figures, for spreadsheets: shares in full, 0 to 1. Ends with a line break. */
export function labelsCsv(report: EvaluationReport): string {
  const header = ['label', 'classes', 'support', 'predicted', 'precision', 'recall', 'f1'];
  const lines = report.evaluation.labels.map((figures) => {
    const { label, support, predicted, precision, recall, f1 } = figures;
    return [label, classNames(report, label), support, predicted, precision, recall, f1];
  });
  return `${[header, ...lines].map(csvLine).join('\n')}\n`;
}

/** A line per judged picture. Ends with a line break. */
export function judgedCsv(judged: readonly Judged[]): string {
  const header = ['path', 'actual', 'predicted', 'right', 'in_top5', 'confidence', 'actual_probability'];
  const lines = judged.map((one) => {
    const { path, actual, predicted, inTop5, confidence, actualProbability } = one;
    return [path, actual, predicted, isRight(one), inTop5, confidence, actualProbability];
  });
  return `${[header, ...lines].map(csvLine).join('\n')}\n`;
}

/** All figures for programs; a label's classes are indices and names. Ends with a line break. */
export function evaluationJson(report: EvaluationReport): string {
  const { source, model, classes, mapping, withoutAnswer, evaluation } = report;
  const named = mapping.map((one) => ({ ...one, names: one.classes.map((index) => classes[index] ?? '') }));
  return `${JSON.stringify({ source, model, mapping: named, withoutAnswer, ...evaluation }, null, 2)}\n`;
}

const RATE_COLUMNS: readonly MarkdownColumn[] = [
  { title: 'Label' },
  { title: 'Pictures', align: 'right' },
  { title: 'Predicted', align: 'right' },
  { title: 'Precision', align: 'right' },
  { title: 'Recall', align: 'right' },
  { title: 'F1', align: 'right' },
];

/** The figures as Markdown. Ends with a line break. */
export function evaluationMarkdown(report: EvaluationReport): string {
  const { source, model, evaluation } = report;
  const { labels, macro, macroOfActual, weighted, mistakes } = evaluation;
  const listed = mistakes.slice(0, LISTED_MISTAKES);
  const parts = [
    `# ${escapeMarkdown(`${model.title} on ${source}`)}`,
    ...headlines(report).map(([name, value]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`),
    '## Labels',
    markdownTable(RATE_COLUMNS, [
      ...labels.map(rateCells),
      ['Macro average', '', '', ...rates(macro)],
      ['Macro average of the labels of pictures', '', '', ...rates(macroOfActual)],
      ['Weighted average', '', '', ...rates(weighted)],
    ]),
    ...(listed.length === 0
      ? []
      : [
          '## Most confident mistakes',
          markdownTable(
            [
              { title: 'Picture' },
              { title: 'Label' },
              { title: 'Answer' },
              { title: 'Confidence', align: 'right' },
            ],
            listed.map(({ path, actual, predicted, confidence }) => [
              path,
              actual,
              predicted,
              percent(confidence),
            ]),
          ),
        ]),
  ];
  const text = parts.reduce((all, part) =>
    all.split('\n').at(-1)?.startsWith('- ') && part.startsWith('- ')
      ? `${all}\n${part}`
      : `${all}\n\n${part}`,
  );
  return `${text}\n`;
}

/** The figures that stand at the top of every report, by name. */
export function headlines({
  evaluation,
  model,
  withoutAnswer,
}: EvaluationReport): readonly (readonly [name: string, value: string])[] {
  const { pictures, top1, top5, macroOfActual, calibration, leftOut } = evaluation;
  const unmapped = leftOut.unmapped.reduce((sum, one) => sum + one.pictures, 0);
  const names = leftOut.unmapped.map(({ label }) => label).join(', ');
  return [
    ['Model', model.weights === model.title ? model.title : `${model.title} (${model.weights})`],
    ['Pictures judged', String(pictures)],
    ['Top-1 accuracy', percent(top1)],
    ['Top-5 accuracy', percent(top5)],
    ['Balanced accuracy', percent(macroOfActual.recall)],
    ['Macro F1 of the labels of pictures', percent(macroOfActual.f1)],
    ['Expected calibration error', percent(calibration.expectedError)],
    ...(leftOut.unlabelled > 0 ? [['Pictures without a label', String(leftOut.unlabelled)] as const] : []),
    ...(unmapped > 0 ? [['Pictures of labels without a class', `${unmapped} (${names})`] as const] : []),
    ...(withoutAnswer > 0 ? [['Pictures without an answer', String(withoutAnswer)] as const] : []),
  ];
}

/** Names of the classes that a label stands for. */
export function classNames({ mapping, classes }: EvaluationReport, label: string): string {
  const own = mapping.find((one) => one.label === label)?.classes ?? [];
  return own.map((index) => classes[index] ?? '').join('; ');
}

/** A share with one decimal: `97.3%`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** {@link percent} of each rate, in the order of the tables. */
export function rates({ precision, recall, f1 }: Rates): readonly string[] {
  return [precision, recall, f1].map(percent);
}

function rateCells(figures: LabelFigures): readonly string[] {
  return [figures.label, String(figures.support), String(figures.predicted), ...rates(figures)];
}
