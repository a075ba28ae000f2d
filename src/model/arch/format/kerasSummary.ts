import type { LayerRow, NetworkId, NetworkSummary, Shape } from '../../../shared/network';
import { boxTable, type BoxColumn } from './boxTable';
import { grouped, twoDecimals } from './numbers';

export interface KerasSummaryOptions {
  /** Width of the terminal in characters; Keras takes 80 where there is none. */
  readonly columns?: number;
  /** Keras' argument `line_length`; by default 108, or 4 less than the terminal where that is narrower. */
  readonly lineLength?: number;
}

const HEADERS = ['Layer (type)', 'Output Shape', 'Param #', 'Connected to'] as const;
/** Where each column ends, as a share of the line: Keras' `positions` for a model that is no plain sequence. */
const POSITIONS = [0.3, 0.56, 0.74, 1] as const;
const LONGEST_LINE = 108;
/**
 * Keras counts neither borders nor padding in its widths, which makes the table 13 characters too wide; rich takes them
 * from the columns as evenly as it can, rounding half to even.
 */
const TAKEN_BACK = [3, 3, 4, 3] as const;

/** The names that the published code gives its models. */
const MODEL_NAMES: Readonly<Record<NetworkId, string>> = {
  paper: 'xception',
  article: 'Xception',
  pytorch: 'Xception',
};

/**
 * What Keras' `model.summary()` prints for a network, character by character (Keras 3.15 with rich 15). The PyTorch
 * listing, which Keras never sees, is shown in the same form with its functional steps as rows.
 *
 * Source: keras/src/utils/summary_utils.py.
 *
 * @returns text without a line break at its end
 */
export function kerasSummary(summary: NetworkSummary, options: KerasSummaryOptions = {}): string {
  const columns = options.columns ?? 80;
  const lineLength = options.lineLength ?? Math.min(LONGEST_LINE, columns - 4);
  const { params, trainable, nonTrainable } = summary.totals;
  const table = boxTable(tableColumns(lineLength), summary.layers.map(fields));
  return [
    `Model: "${MODEL_NAMES[summary.network]}"`,
    ...table.map((line) => line.slice(0, columns)),
    ` Total params: ${countAndSize(params)}`,
    ` Trainable params: ${countAndSize(trainable)}`,
    ` Non-trainable params: ${countAndSize(nonTrainable)}`,
  ].join('\n');
}

function tableColumns(lineLength: number): readonly BoxColumn[] {
  let start = 0;
  return HEADERS.map((header, index) => {
    const end = Math.trunc((POSITIONS[index] ?? 1) * lineLength);
    const width = end - start - (TAKEN_BACK[index] ?? 0);
    start = end;
    return { header, align: header === 'Param #' ? 'right' : 'left', width };
  });
}

function fields(row: LayerRow): readonly string[] {
  return [
    `${row.name} (${row.type})`,
    kerasShape(row.outputShape),
    grouped(row.params),
    row.inputs.length === 0 ? '-' : row.inputs.map((name) => `${name}[0][0]`).join(', '),
  ];
}

/** `(None, 150, 150, 32)` */
export function kerasShape(shape: Shape): string {
  return `(${shape.map((size) => size ?? 'None').join(', ')})`;
}

function countAndSize(params: number): string {
  return `${grouped(params)} (${readableSize(params * 4)})`;
}

/** Binary units under the decimal names that Keras gives them. */
function readableSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let size = bytes;
  while (size >= 1024 && units.length > 1) {
    size /= 1024;
    units.shift();
  }
  return `${twoDecimals(size)} ${units[0] ?? ''}`;
}
