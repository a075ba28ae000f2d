import { isFailure, type ModelRecord } from './classification';
import { csvLine, type CsvCell } from './csvLine';
import { escapeMarkdown } from './markdownTable';
import type { ResultEntry } from './panelProtocol';
import { answerOf, marginOf, topLabel } from './resultMeasures';

type Models = Readonly<Record<string, ModelRecord>>;

/** What results are written as. */
export const RESULT_FORMATS = ['csv', 'json'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** Columns by title, for programs: numbers in full, times in milliseconds, entropy in nats. */
const COLUMNS: Readonly<Record<string, (entry: ResultEntry, model: ModelRecord | undefined) => CsvCell>> = {
  file: ({ file }) => file,
  model: (entry, model) => model?.title ?? entry.model,
  label: ({ result }) => topLabel(result),
  index: (entry) => answerOf(entry.result)?.predictions[0]?.index,
  probability: (entry) => answerOf(entry.result)?.predictions[0]?.probability,
  margin: (entry) => measured(entry, marginOf),
  entropy: (entry) => answerOf(entry.result)?.entropy,
  decode_ms: (entry) => answerOf(entry.result)?.timings.decode,
  preprocess_ms: (entry) => answerOf(entry.result)?.timings.preprocess,
  inference_ms: (entry) => answerOf(entry.result)?.timings.inference,
  error: ({ result }) => (result && isFailure(result) ? result.error.message : undefined),
};

/** Results in one of the {@link RESULT_FORMATS}, with a line break at the end. */
export function resultsText(format: ResultFormat, entries: readonly ResultEntry[], models: Models): string {
  return format === 'csv' ? resultsCsv(entries, models) : `${resultsJson(entries, models)}\n`;
}

/** A header line and a line per picture. Source: RFC 4180, with line feeds. */
function resultsCsv(entries: readonly ResultEntry[], models: Models): string {
  const columns = Object.values(COLUMNS);
  const lines = entries.map((entry) => columns.map((value) => value(entry, models[entry.model])));
  return `${[Object.keys(COLUMNS), ...lines].map(csvLine).join('\n')}\n`;
}

/** Results with all listed classes, as `xception classify --json` names the fields. */
export function resultsJson(entries: readonly ResultEntry[], models: Models): string {
  const used = [...new Set(entries.map(({ model }) => model))];
  return JSON.stringify(
    {
      models: used.flatMap((key) => {
        const model = models[key];
        return model
          ? { id: key, network: model.network, weights: model.weights, classes: model.classes }
          : [];
      }),
      results: entries.map(resultJson),
    },
    null,
    2,
  );
}

function resultJson(entry: ResultEntry): unknown {
  const { file, model, result } = entry;
  if (!result) return { file, model };
  if (isFailure(result)) return { file, model, error: result.error };
  const { predictions, input, timings, entropy } = result;
  return { file, model, predictions, margin: marginOf(result), entropy, input, timings };
}

/** One picture as a row of a Markdown table: name, label, probability, margin, entropy. */
export function resultMarkdown(entry: ResultEntry): string {
  const { name, result } = entry;
  const known = answerOf(entry.result);
  const best = known?.predictions[0];
  const cells =
    known && best
      ? [
          best.label,
          `${(100 * best.probability).toFixed(1)} %`,
          `${(100 * marginOf(known)).toFixed(1)} pp`,
          known.entropy.toFixed(2),
        ]
      : [result && isFailure(result) ? result.error.message : '', '', '', ''];
  return `| ${[name, ...cells].map(escaped).join(' | ')} |`;
}

function measured(entry: ResultEntry, measure: typeof marginOf): number | undefined {
  const known = answerOf(entry.result);
  return known && measure(known);
}

/** What would end a cell or begin a tag, and a line break, which would end the row. */
function escaped(cell: string): string {
  return escapeMarkdown(cell).replace(/\s+/g, ' ');
}
