import type { WeightsInspection } from '../../shared/inspection';
import { text } from '../strings';
import { bindingSentence } from './bindingSentence';
import { reportFacts } from './reportFacts';
import { isText, storedShape, TENSOR_COLUMNS, TENSOR_TITLES, tensorCell } from './tensorColumns';

/** A report for a document: facts, warnings, how the tensors fit, and a table of them. */
export function reportMarkdown(report: WeightsInspection): string {
  const { missing, extra, mismatched, warnings, problem } = report;
  return [
    `# ${escaped(report.file)}`,
    '',
    ...reportFacts(report).map(([name, value]) => `- ${escaped(name)}: ${escaped(value)}`),
    ...[...(problem ? [problem.message] : []), ...warnings].flatMap((warning) => [
      '',
      `> ${escaped(warning)}`,
    ]),
    '',
    escaped(bindingSentence(report)),
    ...list(
      text('weightsMissing', missing.length),
      missing.map(({ name, shape }) => `${name}, ${storedShape(shape)}`),
    ),
    ...list(
      text('weightsMismatched', mismatched.length),
      mismatched.map(
        ({ name, shape, variable, expected }) =>
          `${name}, ${text('weightsExpected', storedShape(shape), variable, storedShape(expected))}`,
      ),
    ),
    ...list(
      text('weightsExtra', extra.length),
      extra.map(({ name, shape }) => `${name}, ${storedShape(shape)}`),
    ),
    '',
    `| ${TENSOR_COLUMNS.map((column) => text(TENSOR_TITLES[column])).join(' | ')} |`,
    `| ${TENSOR_COLUMNS.map((column) => (isText(column) ? '---' : '--:')).join(' | ')} |`,
    ...report.tensors.map(
      (tensor) => `| ${TENSOR_COLUMNS.map((column) => escaped(tensorCell(tensor, column))).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `${title}:`, '', ...items.map((item) => `- ${escaped(item)}`)];
}

/** Names come from a file of anybody's: they are shown, and mean nothing. */
function escaped(value: string): string {
  return value.replace(/[\\`*[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');
}
