import type { NetworkId, NetworkSummary } from '../../shared/network';
import { buildNetwork, NETWORK_IDS } from '../../model/arch/buildNetwork';
import { summaryCsv } from '../../model/arch/format/csv';
import { kerasSummary } from '../../model/arch/format/kerasSummary';
import { summaryMarkdown } from '../../model/arch/format/markdown';
import { torchSummary } from '../../model/arch/format/torchSummary';
import { summarizeGraph, type SummaryOptions } from '../../model/arch/summarize';
import { DEFAULT_INPUT } from '../../model/arch/sizeNetwork';
import { traceText } from '../../model/arch/trace';
import { XceptionError } from '../../shared/xceptionError';
import type { CliContext } from '../cliContext';
import { defineCommand } from '../command';
import { formOptions, readCount, readForm, readNetwork, refuseOperands } from '../readValues';
import { summaryJson } from '../summaryJson';

const FORMATS = ['keras', 'torchsummary', 'json', 'csv', 'md'] as const;
type Format = (typeof FORMATS)[number];

/** Keras cannot fit its four columns into less, and its last lines begin to wrap. */
const NARROWEST = 48;
const WIDEST = 1000;

export const summary = defineCommand({
  name: 'summary',
  about: "a network's layer table: shapes, parameters, cost, connections",
  operands: '',
  options: {
    network: { type: 'string', value: 'N', choices: NETWORK_IDS, about: 'which network' },
    ...formOptions,
    format: {
      type: 'string',
      value: 'F',
      choices: FORMATS,
      about: "keras by default, torchsummary for the network 'pytorch'",
    },
    json: { type: 'boolean', about: 'the same as --format json' },
    width: {
      type: 'string',
      value: 'C',
      about: "keras: the terminal's width; by default COLUMNS, the terminal's own, or 80",
    },
    'line-length': { type: 'string', value: 'C', about: "keras: model.summary's argument line_length" },
  },
  notes: [
    'keras and torchsummary print, character by character, what Keras 3.15 and torchsummary 1.5.1 print for the same network.',
  ],
  examples: [
    'summary --network paper',
    'summary --network article --input 150x200 --classes 6 --format md',
    'summary --network pytorch --no-top --format json',
  ],
  run(values, operands, context) {
    refuseOperands(operands);
    const network = readNetwork(values.network, '--network');
    const format = readFormat(values, network);
    const text = render(network, format, readForm(values), {
      columns: readWidth('--width', values.width) ?? terminalWidth(context),
      lineLength: readWidth('--line-length', values['line-length']),
    });
    context.stdout.write(`${text}\n`);
    return 0;
  },
});

function readFormat(values: { format?: Format; json?: boolean }, network: NetworkId): Format {
  if (values.json !== true) return values.format ?? (network === 'pytorch' ? 'torchsummary' : 'keras');
  if (values.format !== undefined && values.format !== 'json') {
    throw new XceptionError('usage', `--json and --format ${values.format} exclude each other.`);
  }
  return 'json';
}

function render(
  network: NetworkId,
  format: Format,
  options: SummaryOptions,
  widths: { readonly columns: number; readonly lineLength: number | undefined },
): string {
  const graph = buildNetwork(network, options);
  const table: NetworkSummary = summarizeGraph(
    graph,
    options.input ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT },
  );
  switch (format) {
    case 'keras': {
      const { columns, lineLength } = widths;
      return kerasSummary(table, { columns, ...(lineLength !== undefined && { lineLength }) });
    }
    case 'torchsummary': {
      const text = torchSummary(table, graph.modules);
      // torchsummary runs the network once, and the PyTorch listing prints its shapes whenever it runs.
      return network === 'pytorch' ? `${traceText(network, options)}\n${text}` : text;
    }
    case 'json':
      return summaryJson(table);
    case 'csv':
      return summaryCsv(table);
    case 'md':
      return summaryMarkdown(table);
  }
}

function readWidth(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const width = readCount(option, text, WIDEST);
  if (width >= NARROWEST) return width;
  throw new XceptionError('usage', `${option} is at least ${NARROWEST}: the table has four columns.`);
}

/** As Python looks for it. A window that is too narrow gets the narrowest table and wraps it. */
function terminalWidth({ env, stdout }: CliContext): number {
  const told = Number(env['COLUMNS']);
  const width = Number.isInteger(told) && told > 0 ? told : (stdout.columns ?? 80);
  return Math.min(Math.max(width, NARROWEST), WIDEST);
}
