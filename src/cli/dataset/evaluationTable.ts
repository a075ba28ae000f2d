import type { EvaluationReport } from '../../shared/evaluation';
import { right, textTable } from '../../model/arch/format/textTable';
import { classNames, headlines, percent, rates } from '../../model/dataset/figures/evaluationText';

/** Mistakes that are told. */
const TOLD = 10;

/** An evaluation for a terminal: what stands for what, the figures, each label's, and the most confident mistakes. */
export function evaluationTable(report: EvaluationReport, written: string | undefined): string {
  const { evaluation, mapping, source } = report;
  const renamed = mapping.filter(({ label, by }) => by !== 'exact' && classNames(report, label) !== label);
  const facts = headlines(report);
  const width = Math.max(...facts.map(([name]) => name.length));
  const mistakes = evaluation.mistakes.slice(0, TOLD);
  return [
    source,
    ...facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...(renamed.length === 0
      ? []
      : [
          '',
          ...renamed.map(({ label }) => `${label} stands for ${classNames(report, label) || 'no class'}`),
        ]),
    '',
    ...textTable(
      [{ title: 'label' }, ...['pictures', 'predicted', 'precision', 'recall', 'f1'].map(right)],
      evaluation.labels.map((figures) => [
        figures.label,
        String(figures.support),
        String(figures.predicted),
        ...rates(figures),
      ]),
    ),
    ...(mistakes.length === 0
      ? []
      : [
          '',
          `the most confident of ${evaluation.wrong} mistakes`,
          ...textTable(
            [{ title: 'file' }, { title: 'label' }, { title: 'answer' }, right('confidence')],
            mistakes.map(({ path, actual, predicted, confidence }) => [
              path,
              actual,
              predicted,
              percent(confidence),
            ]),
          ),
        ]),
    ...(written === undefined ? [] : ['', written]),
    '',
  ].join('\n');
}
