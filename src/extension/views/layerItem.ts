import * as vscode from 'vscode';
import { costFormula } from '../../model/arch/format/costFormula';
import type { Flow, LayerKind, LayerRow, Layout, Shape } from '../../shared/network';
import { grouped, percent } from '../localNumbers';
import { layerSentence } from '../network/layerSentence';
import type { LayerTreeNode } from './layerTree';

/**
 * A node of the tree as VS Code shows it; what a layer's tooltip says, {@link layerTooltip} finds out when somebody asks.
 *
 * @param open - whether groups are open at first, so that what was searched for is seen
 */
export function layerItem(node: LayerTreeNode, open: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(node), collapsibleState(node, open));
  // VS Code remembers by the id what was open; a search is another tree.
  item.id = open ? `found ${node.id}` : node.id;
  item.contextValue = node.kind;
  if (node.kind === 'layer') {
    item.description = layerDescription(node.layer);
    item.iconPath = new vscode.ThemeIcon(ICONS[node.layer.kind]);
    item.accessibilityInformation = { label: spokenLayer(node.layer) };
    item.command = {
      command: 'xception.showLayer',
      title: vscode.l10n.t('Show Layer'),
      arguments: [node.layer.name],
    };
  } else if (node.params > 0) {
    item.description = paramsText(node.params);
  }
  return item;
}

const ICONS: Readonly<Record<LayerKind, string>> = {
  input: 'file-media',
  conv: 'symbol-array',
  depthwise: 'layers',
  pointwise: 'symbol-numeric',
  sepconv: 'layers',
  batchnorm: 'settings',
  relu: 'graph-line',
  maxpool: 'fold-down',
  add: 'add',
  concat: 'link',
  pool: 'fold',
  flatten: 'list-flat',
  dense: 'type-hierarchy',
  dropout: 'circle-slash',
  activation: 'graph-line',
};

function labelOf(node: LayerTreeNode): string {
  switch (node.kind) {
    case 'flow':
      return flowTitle(node.flow);
    case 'block':
      return node.block === 'stem' ? vscode.l10n.t('Stem') : node.block;
    case 'layer':
      return node.layer.name;
  }
}

function flowTitle(flow: Flow): string {
  switch (flow) {
    case 'input':
      return vscode.l10n.t('Input');
    case 'entry':
      return vscode.l10n.t('Entry flow');
    case 'middle':
      return vscode.l10n.t('Middle flow');
    case 'exit':
      return vscode.l10n.t('Exit flow');
    case 'head':
      return vscode.l10n.t('Head');
  }
}

function collapsibleState(node: LayerTreeNode, open: boolean): vscode.TreeItemCollapsibleState {
  if (node.kind === 'layer') return vscode.TreeItemCollapsibleState.None;
  return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** Short, for a narrow side bar: what the numbers are, the tooltip says. */
function layerDescription({ outputShape, params }: LayerRow): string {
  const shape = shapeText(outputShape, '×');
  return params === 0 ? shape : `${shape} · ${grouped(params)}`;
}

function spokenLayer({ name, type, outputShape, params }: LayerRow): string {
  return [name, type, shapeText(outputShape), ...(params === 0 ? [] : [paramsText(params)])].join(', ');
}

function paramsText(params: number): string {
  return params === 1 ? vscode.l10n.t('1 parameter') : vscode.l10n.t('{0} parameters', grouped(params));
}

/** `147 × 147 × 64`: the batch axis says nothing here. */
function shapeText(shape: Shape, times = ' × '): string {
  return shape
    .slice(1)
    .map((size) => size ?? '?')
    .join(times);
}

/** What a layer does and what it costs. */
export function layerTooltip(layer: LayerRow, layout: Layout): vscode.MarkdownString {
  const formula = costFormula(layer, layout);
  const rows: readonly (readonly [string, string])[] = [
    [vscode.l10n.t('Input'), layer.inputShapes.map((shape) => shapeText(shape)).join(', ')],
    [vscode.l10n.t('Output'), shapeText(layer.outputShape)],
    ...windowRows(layer),
    [vscode.l10n.t('Parameters'), sharedText(layer.params, layer.paramsShare)],
    [vscode.l10n.t('Multiply-adds'), sharedText(layer.macs, layer.macsShare)],
    ...(formula === '' ? [] : [[vscode.l10n.t('Counted as'), formula] as const]),
    [
      vscode.l10n.t('Activations'),
      vscode.l10n.t('{0} kB', grouped(Math.round(layer.activationBytes / 1000))),
    ],
    [
      vscode.l10n.t('Receptive field'),
      vscode.l10n.t('{0} pixels, every {1}', grouped(layer.receptiveField), grouped(layer.receptiveStride)),
    ],
    ...(layer.inputs.length > 0 ? [[vscode.l10n.t('After'), layer.inputs.join(', ')] as const] : []),
  ];
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown('**').appendText(layer.name).appendMarkdown('** — ').appendText(layer.type);
  markdown.appendMarkdown('\n\n').appendText(layerSentence(layer, layout));
  markdown.appendMarkdown('\n\n| | |\n|:--|--:|\n');
  for (const [title, value] of rows.filter(([, text]) => text !== '')) {
    markdown
      .appendMarkdown('| ')
      .appendText(title)
      .appendMarkdown(' | ')
      .appendText(value)
      .appendMarkdown(' |\n');
  }
  return markdown;
}

function windowRows({ kernel, stride, padding }: LayerRow): readonly (readonly [string, string])[] {
  if (!kernel || !stride) return [];
  return [
    [vscode.l10n.t('Kernel, stride'), `${kernel.join(' × ')}, ${stride.join(' × ')}`],
    ...(padding === undefined ? [] : [[vscode.l10n.t('Padding'), `${padding}`] as const]),
  ];
}

function sharedText(count: number, share: number): string {
  if (count === 0) return '0';
  return `${grouped(count)} (${share < 0.001 ? `< ${percent(0.001)}` : percent(share)})`;
}
