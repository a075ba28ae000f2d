import * as vscode from 'vscode';
import { summarize } from '../../model/arch/summarize';
import { layerFilter } from '../../shared/layerFilter';
import { Disposable } from '../disposable';
import { optionsOf } from '../network/layerTable';
import type { Session } from '../session';
import { layerItem, layerTooltip } from './layerItem';
import { LayerTreeIndex } from './layerTreeIndex';
import type { LayerTreeNode } from './layerTree';

/**
 * The tree "Layers": the network of the panel's layer table, by flow and block. Needs no model and no native library. The
 * selected layer is the session's: it is marked here wherever it was selected.
 */
export class LayersView extends Disposable implements vscode.TreeDataProvider<LayerTreeNode> {
  private readonly emitter = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: vscode.TreeView<LayerTreeNode>;
  private typed = '';
  /** Made when somebody first looks, and anew when network, size or filter change. */
  private known: LayerTreeIndex | undefined;

  constructor(private readonly session: Session) {
    super();
    this.view = this.register(
      vscode.window.createTreeView('xception.layers', { treeDataProvider: this, showCollapseAll: true }),
    );
    this.describe();
    this.register(
      session.onChange(({ kind }) => {
        if (kind === 'table') this.refresh();
        else void this.revealSelected();
      }),
    );
    this.register(this.view.onDidChangeVisibility(() => void this.revealSelected()));
  }

  /** What the layers are filtered by; empty for all of them. */
  get filter(): string {
    return this.typed;
  }

  /** Shows only the layers that a filter leaves; its language is that of the layer table. */
  setFilter(typed: string): void {
    const filtered = typed.trim() !== '';
    if (filtered !== (this.typed.trim() !== ''))
      void vscode.commands.executeCommand('setContext', 'xception.layersFiltered', filtered);
    this.typed = typed;
    this.refresh();
  }

  getChildren(node?: LayerTreeNode): LayerTreeNode[] {
    if (node) return node.kind === 'layer' ? [] : [...node.children];
    return [...this.index.roots];
  }

  getParent(node: LayerTreeNode): LayerTreeNode | undefined {
    return this.index.parentOf(node);
  }

  getTreeItem(node: LayerTreeNode): vscode.TreeItem {
    return layerItem(node, this.typed.trim() !== '');
  }

  resolveTreeItem(item: vscode.TreeItem, node: LayerTreeNode): vscode.TreeItem {
    if (node.kind === 'layer') item.tooltip = layerTooltip(node.layer, this.index.network.layout);
    return item;
  }

  private refresh(): void {
    this.known = undefined;
    this.describe();
    this.emitter.fire(undefined);
    void this.revealSelected();
  }

  private get index(): LayerTreeIndex {
    if (!this.known) {
      const { network, options } = optionsOf(this.session.table);
      const summary = summarize(network, options);
      const { matches } = layerFilter(this.typed, summary.layout);
      this.known = new LayerTreeIndex(summary, summary.layers.filter(matches));
    }
    return this.known;
  }

  private describe(): void {
    const { network, height, width } = this.session.table;
    this.view.description = `${network}, ${height} × ${width}`;
    this.view.message =
      this.typed.trim() === ''
        ? ''
        : vscode.l10n.t(
            '{0}: {1} of {2} layers',
            this.typed,
            this.index.layers.length,
            this.index.network.layers.length,
          );
  }

  /** Marks the selected layer, without a look at where the focus is. */
  private async revealSelected(): Promise<void> {
    const { layer } = this.session;
    const node = layer === null || !this.view.visible ? undefined : this.index.nodeOf(layer);
    if (!node) return;
    const [marked] = this.view.selection;
    if (marked === node) return;
    try {
      await this.view.reveal(node, { select: true, focus: false });
    } catch {
      // The tree was drawn anew meanwhile: the layer is marked with the next change.
    }
  }
}
