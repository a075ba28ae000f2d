import { csvLine, type CsvCell } from '../../../shared/csvLine';
import type { LayerRow, NetworkSummary } from '../../../shared/network';

/** Columns by title. Shapes and lists are JSON, so that no program has to guess. */
const COLUMNS: Readonly<Record<string, (row: LayerRow) => CsvCell>> = {
  index: (row) => row.index,
  name: (row) => row.name,
  type: (row) => row.type,
  kind: (row) => row.kind,
  block: (row) => row.block,
  flow: (row) => row.flow,
  inputs: (row) => JSON.stringify(row.inputs),
  inputShape: (row) => JSON.stringify(row.inputShape),
  outputShape: (row) => JSON.stringify(row.outputShape),
  kernel: (row) => row.kernel && JSON.stringify(row.kernel),
  stride: (row) => row.stride && JSON.stringify(row.stride),
  padding: (row) => row.padding,
  filters: (row) => row.filters,
  bias: (row) => row.bias,
  activation: (row) => row.activation,
  params: (row) => row.params,
  trainable: (row) => row.trainable,
  nonTrainable: (row) => row.nonTrainable,
  macs: (row) => row.macs,
  activationBytes: (row) => row.activationBytes,
  receptiveField: (row) => row.receptiveField,
  receptiveStride: (row) => row.receptiveStride,
  receptiveStart: (row) => row.receptiveStart,
  paramsShare: (row) => row.paramsShare,
  macsShare: (row) => row.macsShare,
};

/**
 * The layer table as comma-separated values: a header line and a line per layer, no totals, so that sums stay sums.
 *
 * Source: RFC 4180, with line feeds.
 *
 * @returns text without a line break at its end
 */
export function summaryCsv(summary: NetworkSummary): string {
  const columns = Object.values(COLUMNS);
  return [
    csvLine(Object.keys(COLUMNS)),
    ...summary.layers.map((row) => csvLine(columns.map((value) => value(row)))),
  ].join('\n');
}
