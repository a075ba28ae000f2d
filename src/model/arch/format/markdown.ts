import type { LayerRow, NetworkSummary, Repair } from '../../../shared/network';
import { escapeMarkdown, markdownTable, type MarkdownColumn } from '../../../shared/markdownTable';
import { grouped } from './numbers';
import { kerasShape } from './kerasSummary';

const COLUMNS: readonly MarkdownColumn[] = [
  { title: '#', align: 'right' },
  { title: 'Layer' },
  { title: 'Type' },
  { title: 'Block' },
  { title: 'Output shape' },
  { title: 'Kernel' },
  { title: 'Parameters', align: 'right' },
  { title: 'MACs', align: 'right' },
  { title: 'Activation bytes', align: 'right' },
  { title: 'Receptive field', align: 'right' },
];

/**
 * The layer table as Markdown, with totals as its last row and, for the PyTorch listing, the repairs beneath.
 *
 * @returns text without a line break at its end
 */
export function summaryMarkdown(summary: NetworkSummary): string {
  const { input, totals, title, classes } = summary;
  const size = `Input ${input.height}×${input.width}×3, ${classes === null ? 'no head' : `${classes} classes`}.`;
  return [
    `# ${escapeMarkdown(title)}`,
    size,
    markdownTable(COLUMNS, [...summary.layers.map(cells), totalCells(summary)]),
    `Trainable parameters: ${grouped(totals.trainable)}; non-trainable: ${grouped(totals.nonTrainable)}.`,
    ...(summary.repairs.length > 0 ? ['## Repairs', repairTable(summary.repairs)] : []),
  ].join('\n\n');
}

function cells(row: LayerRow): readonly string[] {
  return [
    String(row.index),
    row.name,
    row.type,
    row.block,
    kerasShape(row.outputShape),
    windowText(row),
    grouped(row.params),
    grouped(row.macs),
    grouped(row.activationBytes),
    grouped(row.receptiveField),
  ];
}

/** `3×3 / 2, same` */
function windowText({ kernel, stride, padding }: LayerRow): string {
  if (!kernel) return '';
  const step = stride && stride[0] > 1 ? ` / ${stride[0]}` : '';
  const pad = typeof padding === 'number' ? `, padding ${padding}` : `, ${padding ?? ''}`;
  return `${kernel.join('×')}${step}${pad}`;
}

function totalCells({ totals }: NetworkSummary): readonly string[] {
  const { params, macs, activationBytes } = totals;
  return ['', 'Total', '', '', '', '', grouped(params), grouped(macs), grouped(activationBytes), ''];
}

function repairTable(repairs: readonly Repair[]): string {
  return markdownTable(
    [{ title: 'Line' }, { title: 'Defect' }, { title: 'Error' }, { title: 'Repair' }],
    repairs.map(({ line, defect, error, repair }) => [line, defect, error, repair]),
  );
}
