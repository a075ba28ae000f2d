import { isFailure, type ImageClassification, type ModelRecord } from './classification';
import type { ResultEntry } from './panelProtocol';
import { marginOf, topLabel } from './resultMeasures';

type Models = Readonly<Record<string, ModelRecord>>;
type Cell = string | number | undefined;

/** What results are written as. */
export const RESULT_FORMATS = ['csv', 'json'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** Columns by title, for programs: numbers in full, times in milliseconds, entropy in nats. */
const COLUMNS: Readonly<Record<string, (entry: ResultEntry, model: ModelRecord | undefined) => Cell>> = {
  file: ({ file }) => file,
  model: (entry, model) => model?.title ?? entry.model,
  label: ({ result }) => topLabel(result),
  index: (entry) => answer(entry)?.predictions[0]?.index,
  probability: (entry) => answer(entry)?.predictions[0]?.probability,
  margin: (entry) => measured(entry, marginOf),
  entropy: (entry) => answer(entry)?.entropy,
  decode_ms: (entry) => answer(entry)?.timings.decode,
  preprocess_ms: (entry) => answer(entry)?.timings.preprocess,
  inference_ms: (entry) => answer(entry)?.timings.inference,
  error: ({ result }) => (result && isFailure(result) ? result.error.message : undefined),
};

/** Results in one of the {@link RESULT_FORMATS}, with a line break at the end. */
export function resultsText(format: ResultFormat, entries: readonly ResultEntry[], models: Models): string {
  return format === 'csv' ? resultsCsv(entries, models) : `${resultsJson(entries, models)}\n`;
}

/** A header line and a line per picture. Source: RFC 4180, with line feeds. */
function resultsCsv(entries: readonly ResultEntry[], models: Models): string {
  const columns = Object.values(COLUMNS);
  const lines = entries.map((entry) => columns.map((value) => quoted(value(entry, models[entry.model]))));
  return `${[Object.keys(COLUMNS), ...lines].map((cells) => cells.join(',')).join('\n')}\n`;
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
  const known = answer(entry);
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

function answer({ result }: ResultEntry): ImageClassification | undefined {
  return result && !isFailure(result) ? result : undefined;
}

function measured(entry: ResultEntry, measure: typeof marginOf): number | undefined {
  const known = answer(entry);
  return known && measure(known);
}

function quoted(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What would end a cell or begin a tag, and a line break, which would end the row. */
function escaped(cell: string): string {
  return cell.replace(/[\\`*_[\]<>|]/g, String.raw`\$&`).replace(/\s+/g, ' ');
}
