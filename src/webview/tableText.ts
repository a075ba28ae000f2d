import { csvLine } from '../shared/csvLine';
import { markdownTable } from '../shared/markdownTable';
import { LAYER_COLUMNS, type ColumnId } from './layerColumns';
import { speedOf, type TableLayer } from './layerTiming';
import type { LayerFigures, TreeRow } from './layerTree';
import { text } from './strings';

export const TABLE_FORMATS = ['markdown', 'csv', 'latex'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** What is on screen. */
export interface CopiedTable {
  readonly rows: readonly TreeRow[];
  readonly columns: readonly ColumnId[];
  readonly totals: LayerFigures;
}

/**
 * The shown rows and columns as text, with whole numbers. A closed group is one row of sums; an open one is its layers.
 * Markdown and LaTeX (with the package booktabs) end in the totals; CSV does not, so that sums stay sums.
 */
export function tableText({ rows, columns, totals }: CopiedTable, format: TableFormat): string {
  const titles = columns.map((id) => text(LAYER_COLUMNS[id].title));
  const cells = rows
    .filter((row) => row.kind === 'layer' || !row.expanded)
    .map((row) => columns.map((id) => cell(id, row)));
  const last = columns.map((id) => (id === 'name' ? text('total') : sum(id, totals)));
  const numeric = columns.map((id) => LAYER_COLUMNS[id].numeric);
  switch (format) {
    case 'csv':
      return [titles, ...cells].map(csvLine).join('\n');
    case 'markdown':
      return markdownTable(
        titles.map((title, at) => ({ title, align: numeric[at] ? 'right' : 'left' })),
        [...cells, last],
      );
    case 'latex': {
      const line = (parts: readonly string[]): string => `${parts.map(latex).join(' & ')} \\\\`;
      return [
        `\\begin{tabular}{${numeric.map((right) => (right ? 'r' : 'l')).join('')}}`,
        '\\toprule',
        line(titles),
        '\\midrule',
        ...cells.map(line),
        '\\midrule',
        line(last),
        '\\bottomrule',
        '\\end{tabular}',
      ].join('\n');
    }
  }
}

function cell(id: ColumnId, row: TreeRow): string {
  if (row.kind === 'layer') return layerCell(id, row.layer);
  return id === 'name' ? row.label : sum(id, row.figures);
}

function sum(id: ColumnId, figures: LayerFigures): string {
  if (id === 'params' || id === 'macs') return String(figures[id]);
  if (id === 'time') return figures.time ? figures.time.milliseconds.toFixed(3) : '';
  return id === 'activation' ? String(figures.activationBytes) : '';
}

function layerCell(id: ColumnId, layer: TableLayer): string {
  const { kernel, stride, padding, time } = layer;
  switch (id) {
    case 'name':
    case 'type':
    case 'block':
    case 'params':
    case 'macs':
      return String(layer[id]);
    case 'input':
      return layer.inputShape.slice(1).join('×');
    case 'output':
      return layer.outputShape.slice(1).join('×');
    case 'kernel':
      return kernel ? `${kernel.join('×')} / ${stride?.[0] ?? 1}` : '';
    case 'padding':
      return String(padding ?? '');
    case 'time':
      return time ? time.milliseconds.toFixed(3) : '';
    case 'speed':
      return time ? speedOf(time).toFixed(1) : '';
    case 'activation':
      return String(layer.activationBytes);
    case 'field':
      return String(layer.receptiveField);
  }
}

function latex(value: string): string {
  return value.replace(/[_%&#$]/g, String.raw`\$&`).replaceAll('×', '$\\times$');
}
